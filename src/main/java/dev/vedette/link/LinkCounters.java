package dev.vedette.link;

import dev.vedette.sentinel.message.Effect.Remote;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/** What the links count. Any thread. */
final class LinkCounters {

  final LongAdder attempts = new LongAdder();
  final LongAdder established = new LongAdder();
  final LongAdder bytesSent = new LongAdder();
  final LongAdder bytesReceived = new LongAdder();
  final LongAdder commandsSent = new LongAdder();
  final LongAdder repliesReceived = new LongAdder();
  final LongAdder helloMessages = new LongAdder();
  final LongAdder helloMessagesDropped = new LongAdder();
  final LongAdder authFailures = new LongAdder();
  final LongAdder lookups = new LongAdder();
  final LongAdder lookupFailures = new LongAdder();
  final LongAdder sharedSubscriptions = new LongAdder();
  final RemoteCounts connecting = new RemoteCounts();
  final RemoteCounts open = new RemoteCounts();
  private final Map<EndCause, LongAdder> ended;

  LinkCounters() {
    var adders = new EnumMap<EndCause, LongAdder>(EndCause.class);
    for (var cause : EndCause.values()) {
      adders.put(cause, new LongAdder());
    }
    ended = Collections.unmodifiableMap(adders);
  }

  /** How many there are of each kind of remote. */
  static final class RemoteCounts {
    private final AtomicIntegerArray counts = new AtomicIntegerArray(Remote.values().length);

    void add(Remote remote, int more) {
      counts.addAndGet(remote.ordinal(), more);
    }

    Map<Remote, Integer> all() {
      var map = new EnumMap<Remote, Integer>(Remote.class);
      for (var remote : Remote.values()) {
        map.put(remote, counts.get(remote.ordinal()));
      }
      return map;
    }
  }

  void ended(EndCause cause) {
    var adder = ended.get(cause);
    if (adder != null) {
      adder.increment();
    }
  }

  Map<EndCause, Long> endedByCause() {
    var sums = new EnumMap<EndCause, Long>(EndCause.class);
    ended.forEach((cause, adder) -> sums.put(cause, adder.sum()));
    return sums;
  }
}
