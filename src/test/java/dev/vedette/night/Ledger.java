package dev.vedette.night;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every acknowledged write, by round. Any thread. */
final class Ledger {

  private final Map<Integer, List<Acknowledged>> rounds = new HashMap<>();
  private long total;

  synchronized void enter(Acknowledged write) {
    rounds.computeIfAbsent(write.round(), round -> new ArrayList<>()).add(write);
    total++;
  }

  /** How many writes were acknowledged in all. */
  synchronized long total() {
    return total;
  }

  /** How many of that round are still believed to be there. */
  synchronized int count(int round) {
    return rounds.getOrDefault(round, List.of()).size();
  }

  /** The rounds with writes, in order. */
  synchronized List<Integer> rounds() {
    return rounds.keySet().stream().sorted().toList();
  }

  /**
   * Strikes out the writes of that round that were acknowledged until then and are not among those
   * present, and returns them in the order of their time: each loss is told once.
   */
  synchronized List<Acknowledged> strikeMissing(int round, long untilMillis, Set<Long> present) {
    List<Acknowledged> all = rounds.getOrDefault(round, List.of());
    List<Acknowledged> missing =
        all.stream()
            .filter(write -> write.atMillis() <= untilMillis && !present.contains(write.token()))
            .sorted(Comparator.comparingLong(Acknowledged::atMillis))
            .toList();
    if (!missing.isEmpty()) {
      List<Acknowledged> left = new ArrayList<>(all);
      left.removeAll(new HashSet<>(missing));
      rounds.put(round, left);
    }
    return missing;
  }

  /** The longest time without an acknowledged write between those two moments. */
  synchronized long longestGapMillis(int round, long from, long until) {
    long last = from;
    long longest = 0;
    List<Long> times =
        rounds.getOrDefault(round, List.of()).stream()
            .map(Acknowledged::atMillis)
            .filter(at -> at >= from && at <= until)
            .sorted()
            .toList();
    for (long at : times) {
      longest = Math.max(longest, at - last);
      last = at;
    }
    return Math.max(longest, until - last);
  }
}
