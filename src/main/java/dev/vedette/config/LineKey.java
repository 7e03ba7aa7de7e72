package dev.vedette.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a line is about: two lines of the same key say something about the same thing.
 *
 * @param directive first word, in lower case
 * @param option of {@code sentinel} lines, null for others
 * @param master name of the master, empty when it is about none
 * @param id tells apart what a master has several of: replicas, sentinels, renamed commands; users
 *     of {@code user} lines
 */
record LineKey(String directive, @Nullable SentinelOption option, String master, String id) {

  static LineKey global(SentinelOption option) {
    return new LineKey("sentinel", option, "", "");
  }

  static LineKey of(SentinelOption option, String master) {
    return new LineKey("sentinel", option, master, "");
  }

  static LineKey of(SentinelOption option, String master, String id) {
    return new LineKey("sentinel", option, master, id);
  }

  /** A line of the server part; its arguments matter only for {@code user} lines. */
  static LineKey server(String directive, List<String> arguments) {
    var id = directive.equals("user") && !arguments.isEmpty() ? arguments.getFirst() : "";
    return new LineKey(directive, null, "", id);
  }

  /** The key of a line, null when it is no directive that we know. */
  static @Nullable LineKey of(List<String> words) {
    var directive = words.getFirst().toLowerCase(Locale.ROOT);
    if (!directive.equals("sentinel")) {
      return KnownDirectives.contains(directive)
          ? server(directive, words.subList(1, words.size()))
          : null;
    }
    if (words.size() == 1) {
      return server(directive, List.of());
    }
    var option = SentinelOption.spelt(words.get(1));
    return option == null || !option.takes(words.size() - 2) ? null : ofSentinel(option, words);
  }

  private static LineKey ofSentinel(SentinelOption option, List<String> words) {
    return switch (option.phase()) {
      case GLOBAL -> global(option);
      case MONITOR -> of(option, words.get(2));
      case MASTER -> of(option, words.get(2), id(option, words));
    };
  }

  private static String id(SentinelOption option, List<String> words) {
    return switch (option) {
      case KNOWN_REPLICA -> replica(words.get(3), words.get(4));
      case KNOWN_SENTINEL -> words.size() > 5 ? words.get(5) : "";
      case RENAME_COMMAND -> words.get(3).toUpperCase(Locale.ROOT);
      default -> "";
    };
  }

  /** The id of a replica's line. */
  static String replica(String host, String port) {
    return host.toLowerCase(Locale.ROOT) + " " + port;
  }
}
