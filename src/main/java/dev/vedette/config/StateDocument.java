package dev.vedette.config;

import dev.vedette.config.StateLines.Wanted;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the state into the text of the state file. Masters that did not change since the last time
 * cost one comparison.
 */
final class StateDocument {

  private static final Set<SentinelOption> GLOBAL =
      Set.of(SentinelOption.values()).stream()
          .filter(option -> option.phase() == SentinelOption.Phase.GLOBAL)
          .collect(Collectors.toUnmodifiableSet());

  private final ConfDocument document;
  private final Map<LineKey, List<String>> included;
  private final Map<String, MasterState> written = new HashMap<>();
  private boolean names;

  /**
   * Takes over the text.
   *
   * @param included lines of included files by their keys: what they say already is not repeated
   * @param declared what is said elsewhere at every start
   */
  StateDocument(
      ConfDocument document, Map<LineKey, List<String>> included, Collection<LineKey> declared) {
    this.document = document;
    document.declared().replace(declared);
    this.included = Map.copyOf(included);
  }

  /** How many lines were turned into comments because they would not load again. */
  int notUnderstood() {
    return document.notUnderstood();
  }

  /** The new content of the file. */
  byte[] content(DurableState state, Map<String, List<List<String>>> serverLines) {
    boolean understood =
        state.settings().resolveHostnames()
            || state.masters().stream().anyMatch(StateLines::needsNames);
    if (understood != names) {
      names = understood;
      written.clear();
    }
    var wanted = StateLines.global(state, names);
    wanted.forEach(this::apply);
    GLOBAL.stream()
        .map(LineKey::global)
        .filter(key -> !wanted.containsKey(key))
        .forEach(document::remove);
    var masters =
        state.masters().stream()
            .map(master -> master.settings().name())
            .collect(Collectors.toSet());
    document.masters().stream().filter(name -> !masters.contains(name)).forEach(this::removeMaster);
    state.masters().forEach(this::apply);
    serverLines.forEach(this::applyServer);
    return document.content();
  }

  private void apply(MasterState master) {
    var name = master.settings().name();
    if (Objects.equals(written.put(name, master), master)) {
      return;
    }
    var wanted = StateLines.of(master, names);
    for (var key : document.keysOf(name)) {
      if (!wanted.containsKey(key)) {
        document.remove(key);
      }
    }
    wanted.forEach(this::apply);
  }

  private void apply(LineKey key, Wanted wanted) {
    var inherited = included.get(key);
    if (inherited == null) {
      if (!wanted.optional() || document.contains(key)) {
        document.set(key, wanted.words());
      }
    } else if (inherited.equals(wanted.words())) {
      document.remove(key);
    } else {
      document.setLast(key, wanted.words());
    }
  }

  private void removeMaster(String name) {
    document.keysOf(name).forEach(document::remove);
    written.remove(name);
  }

  private void applyServer(String directive, List<List<String>> lines) {
    var wanted = new LinkedHashMap<LineKey, List<String>>();
    for (var arguments : lines) {
      var words = new ArrayList<>(List.of(directive));
      words.addAll(arguments);
      wanted.put(LineKey.server(directive, arguments), List.copyOf(words));
    }
    document.keysOfDirective(directive).stream()
        .filter(key -> !wanted.containsKey(key))
        .forEach(document::remove);
    wanted.forEach(document::set);
  }
}
