package dev.vedette.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Remembers, in comments of the state file, what was declared outside of it: an option that is
 * declared no longer goes back to its default, and a master disappears, while what was set at run
 * time stays.
 */
final class DeclaredKeys {

  private static final String PREFIX = "# Declared elsewhere";

  /** By name of the master, empty for what is about none. */
  private final Map<String, Set<String>> keys = new TreeMap<>();

  /** Takes the content of a comment line; false when it is another comment. */
  boolean read(String comment) {
    if (!comment.startsWith(PREFIX)) {
      return false;
    }
    try {
      var words = WordSplitter.split(comment.substring(PREFIX.length()));
      int equals = words.indexOf("=");
      if (equals < 0) {
        return false;
      }
      var master = equals == 2 && words.getFirst().equals("for") ? words.get(1) : "";
      keys.computeIfAbsent(master, name -> new TreeSet<>())
          .addAll(words.subList(equals + 1, words.size()));
      return true;
    } catch (MalformedLineException e) {
      return false;
    }
  }

  /** Forgets everything and remembers these. */
  void replace(Collection<LineKey> declared) {
    keys.clear();
    for (var key : declared) {
      keys.computeIfAbsent(key.master(), name -> new TreeSet<>()).add(word(key));
    }
  }

  boolean contains(LineKey key) {
    return keys.getOrDefault(key.master(), Set.of()).contains(word(key));
  }

  /** Masters that are watched because they are declared. */
  List<String> masters() {
    var monitor = SentinelOption.MONITOR.spelling();
    return keys.entrySet().stream()
        .filter(entry -> entry.getValue().contains(monitor))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** One raw line for each master, and one for what is about none. */
  List<String> comments() {
    var comments = new ArrayList<String>();
    keys.forEach((master, words) -> {
      var scope = master.isEmpty() ? "" : " for " + Quoting.word(master);
      var line = PREFIX + scope + " = " + Quoting.line(List.copyOf(words));
      comments.add(new String(line.getBytes(UTF_8), ISO_8859_1));
    });
    return comments;
  }

  private static String word(LineKey key) {
    var name = key.option() == null ? key.directive() : key.option().spelling();
    return key.id().isEmpty() ? name : name + ":" + key.id();
  }
}
