package dev.vedette.config;

import java.util.ArrayList;
import java.util.List;

/** Understands {@code client-output-buffer-limit}, which knows several kinds of clients. */
final class OutputLimitLines {

  private OutputLimit normal = RespSettings.defaults().normalOutput();
  private OutputLimit pubsub = RespSettings.defaults().pubsubOutput();

  /** One line may speak of several kinds, four words each. */
  void read(ConfigLine line) throws BadValueException {
    var words = new ArrayList<String>();
    for (var argument : line.arguments()) {
      words.addAll(List.of(argument.strip().split("\\s+")));
    }
    if (words.size() % 4 != 0) {
      throw new BadValueException(
          "Write: client-output-buffer-limit <normal|replica|pubsub> <hard> <soft> <seconds>");
    }
    for (int i = 0; i < words.size(); i += 4) {
      var limit =
          new OutputLimit(
              MemorySize.bytes(words.get(i + 1)),
              MemorySize.bytes(words.get(i + 2)),
              Arguments.integer(words.get(i + 3), "The time", 0, Integer.MAX_VALUE));
      switch (words.get(i)) {
        case "normal" -> normal = limit;
        case "pubsub" -> pubsub = limit;
        case "slave", "replica" -> {
          // A sentinel has no replicas of its own.
        }
        default ->
            throw new BadValueException(
                "'" + words.get(i) + "' is neither normal, replica nor pubsub.");
      }
    }
  }

  OutputLimit normal() {
    return normal;
  }

  OutputLimit pubsub() {
    return pubsub;
  }
}
