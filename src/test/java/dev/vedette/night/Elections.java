package dev.vedette.night;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who voted for whom and who was elected, over a whole night, restarts included. */
final class Elections {

  private final Map<String, Long> epochs = new HashMap<>();
  private final Map<String, Long> candidacies = new HashMap<>();
  private final Map<String, String> votes = new HashMap<>();
  private final Map<Long, String> leaders = new HashMap<>();

  /** Reads on; what contradicts what was read before. */
  List<String> read(List<SentinelLine> lines) {
    List<String> violations = new ArrayList<>();
    for (SentinelLine line : lines) {
      switch (line.event()) {
        case "+new-epoch" -> epochs.put(line.sentinel(), epoch(line));
        case "+try-failover" ->
            candidacies.put(line.sentinel(), epochs.getOrDefault(line.sentinel(), 0L));
        case "+vote-for-leader" -> vote(line, violations);
        case "+elected-leader" -> elected(line, violations);
        default -> {}
      }
    }
    return violations;
  }

  private static long epoch(SentinelLine line) {
    return Long.parseLong(line.words().getLast());
  }

  private void vote(SentinelLine line, List<String> violations) {
    String candidate = line.words().get(1);
    String before = votes.putIfAbsent(line.sentinel() + " " + epoch(line), candidate);
    if (before != null && !before.equals(candidate)) {
      violations.add("OneVotePerEpoch: " + line + ", and for " + before + " before");
    }
  }

  private void elected(SentinelLine line, List<String> violations) {
    long epoch = candidacies.getOrDefault(line.sentinel(), 0L);
    String before = leaders.putIfAbsent(epoch, line.sentinel());
    if (before != null && !before.equals(line.sentinel())) {
      violations.add("OneLeaderPerEpoch: in " + epoch + " " + before + " and " + line.sentinel());
    }
  }
}
