package dev.vedette.night;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which address was announced under which config epoch, by anyone. Any thread. */
final class Announcements {

  private record Heard(String address, String sender, long atMillis) {}

  private final TreeMap<Long, Heard> byEpoch = new TreeMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  /** A hello message; others are ignored. */
  synchronized void hello(String message, long atMillis) {
    String[] parts = message.split(",", -1);
    if (parts.length != 8 || !parts[4].equals(Ground.MASTER)) {
      return;
    }
    long epoch = Long.parseLong(parts[7]);
    String address = parts[5] + ":" + parts[6];
    Heard now = new Heard(address, parts[0] + ":" + parts[1], atMillis);
    Heard before = byEpoch.putIfAbsent(epoch, now);
    if (before != null && !before.address().equals(address)) {
      violations.add(
          "OneAddressPerConfigEpoch: epoch %d was %s (%s) and is %s (%s)"
              .formatted(epoch, before.address(), before.sender(), address, now.sender()));
      byEpoch.put(epoch, now);
    }
  }

  /** What a sentinel says of an epoch of its own now; restarts included, it never falls. */
  synchronized void epoch(String sentinel, String which, long epoch) {
    Long before = epochs.put(sentinel + " " + which, epoch);
    if (before != null && before > epoch) {
      violations.add(
          "EpochsNeverFall: the %s of %s was %d and is %d"
              .formatted(which, sentinel, before, epoch));
    }
  }

  /** Replacements of a master by another that were heard of since that epoch. */
  synchronized List<Switch> switchesSince(long epoch) {
    List<Switch> switches = new ArrayList<>();
    String last = "";
    for (var entry : byEpoch.tailMap(epoch, true).entrySet()) {
      Heard heard = entry.getValue();
      if (!last.isEmpty() && !last.equals(heard.address())) {
        switches.add(new Switch(last, heard.address(), entry.getKey(), heard.atMillis()));
      }
      last = heard.address();
    }
    return switches;
  }

  /** The newest config epoch heard of, 0 before the first. */
  synchronized long newestEpoch() {
    return byEpoch.isEmpty() ? 0 : byEpoch.lastKey();
  }

  /** What was wrong since the last call. */
  synchronized List<String> takeViolations() {
    List<String> taken = List.copyOf(violations);
    violations.clear();
    return taken;
  }
}
