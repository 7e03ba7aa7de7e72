package dev.vedette.observe.metrics;

import dev.vedette.journal.failover.AbortReason;
import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.journal.failover.Outcome;
import dev.vedette.journal.failover.Part;
import dev.vedette.observe.Picture;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many failovers of each master ended in which way. All ways are told from the start, as 0, so
 * that the first failover is seen as an increase; a master that is not watched any more is
 * forgotten.
 */
final class FailoverCounts {

  /** A way in which a failover can end for us. */
  private record Ending(Part part, Outcome outcome, @Nullable AbortReason reason) {

    static List<Ending> all() {
      List<Ending> all = new ArrayList<>();
      all.add(new Ending(Part.LEADER, Outcome.PROMOTED, null));
      all.add(new Ending(Part.LEADER, Outcome.TIMED_OUT, null));
      for (AbortReason reason : AbortReason.values()) {
        all.add(new Ending(Part.LEADER, Outcome.ABORTED, reason));
      }
      all.add(new Ending(Part.OBSERVER, Outcome.OBSERVED, null));
      all.add(new Ending(Part.OBSERVER, Outcome.UNSEEN, null));
      return all;
    }
  }

  private record Key(String master, Ending ending) {}

  private final Map<Key, Long> counts = new HashMap<>();

  void count(FailoverRecord ended) {
    Ending ending = new Ending(ended.part(), ended.outcome(), ended.abortReason());
    counts.merge(new Key(ended.master(), ending), 1L, Long::sum);
  }

  void collect(Picture picture, Samples samples) {
    Set<String> masters =
        picture.view().masters().stream().map(MasterView::name).collect(Collectors.toSet());
    counts.keySet().removeIf(key -> !masters.contains(key.master()));
    for (String master : masters) {
      Ending.all().forEach(ending -> counts.putIfAbsent(new Key(master, ending), 0L));
    }
    counts.forEach((key, count) -> tell(key, count, samples));
  }

  private static void tell(Key key, long count, Samples samples) {
    AbortReason reason = key.ending().reason();
    samples.counter(
        "vedette_failovers",
        "Failovers that have ended.",
        count,
        "master",
        key.master(),
        "role",
        word(key.ending().part()),
        "outcome",
        word(key.ending().outcome()),
        "reason",
        reason == null ? "none" : word(reason));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
