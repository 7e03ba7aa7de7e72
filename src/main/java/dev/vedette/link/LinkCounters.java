package dev.vedette.link;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
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
  private final Map<EndCause, LongAdder> ended;

  LinkCounters() {
    var adders = new EnumMap<EndCause, LongAdder>(EndCause.class);
    for (var cause : EndCause.values()) {
      adders.put(cause, new LongAdder());
    }
    ended = Collections.unmodifiableMap(adders);
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
