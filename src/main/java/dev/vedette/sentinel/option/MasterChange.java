package dev.vedette.sentinel.option;

import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.MasterSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A change of one or more options of a master, being collected. Values are checked when they are
 * added; scripts are looked at by the caller ({@link #scripts()}), since nothing here touches
 * files. Not thread-safe.
 */
public final class MasterChange {

  private static final String SECRET = "******";

  private final List<UnaryOperator<MasterSettings>> changes = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Map<MasterOption, String> scripts = new EnumMap<>(MasterOption.class);
  private boolean reconnect;

  /** A change of nothing so far. */
  public MasterChange() {}

  /**
   * The change that {@code SENTINEL SET name words…} asks for.
   *
   * @throws InvalidOptionException for the first unknown option, missing or bad value
   */
  public static MasterChange ofWords(List<String> words) {
    MasterChange change = new MasterChange();
    int position = 0;
    while (position < words.size()) {
      String name = words.get(position);
      MasterOption option = MasterOption.byWireName(name);
      if (option == null || position + option.valueCount() >= words.size()) {
        throw new InvalidOptionException(
            name, null, "Unknown option or number of arguments for SENTINEL SET '" + name + "'");
      }
      int end = position + 1 + option.valueCount();
      change.add(name, option, words.subList(position + 1, end));
      position = end;
    }
    return change;
  }

  /**
   * Adds one option. An empty text unsets a script, a user or a password.
   *
   * @throws InvalidOptionException when it does not take these values
   */
  public MasterChange set(MasterOption option, String... values) {
    if (values.length != option.valueCount()) {
      throw new InvalidOptionException(
          option.wireName(),
          option.requirement(),
          "Unknown option or number of arguments for SENTINEL SET '" + option.wireName() + "'");
    }
    add(option.wireName(), option, List.of(values));
    return this;
  }

  private void add(String name, MasterOption option, List<String> values) {
    UnaryOperator<MasterSettings> change = option.change(values);
    if (change == null) {
      String value = option.isSecret() ? SECRET : values.get(option.faulty(values));
      throw new InvalidOptionException(
          name,
          option.requirement(),
          "Invalid argument '" + value + "' for SENTINEL SET '" + name + "'");
    }
    changes.add(change);
    events.add(name + " " + (option.isSecret() ? SECRET : String.join(" ", values)));
    reconnect |= option.needsReconnect();
    if (option.isScript()) {
      scripts.put(option, values.getFirst());
    }
  }

  /** Whether no option was added. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * The script options it touches and their new paths, empty for an unset one. The caller refuses
   * the change when {@code deny-scripts-reconfig} is on, or when a path is not empty and not an
   * executable file.
   */
  public Map<MasterOption, String> scripts() {
    return Map.copyOf(scripts);
  }

  /** The request that carries it out: all of it or nothing. */
  public Request.ChangeMaster request(String master) {
    List<UnaryOperator<MasterSettings>> all = List.copyOf(changes);
    return new Request.ChangeMaster(
        master,
        settings -> {
          MasterSettings changed = settings;
          for (UnaryOperator<MasterSettings> change : all) {
            changed = change.apply(changed);
          }
          return changed;
        },
        List.copyOf(events),
        reconnect);
  }
}
