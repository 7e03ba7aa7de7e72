package dev.vedette.journal;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.journal.failover.FailoverAssembler;
import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.journal.failover.Outcome;
import dev.vedette.journal.failover.Part;
import dev.vedette.sentinel.event.EventLevel;
import java.time.Instant;
import java.util.List;

/**
 * Turns arrivals into what is to be written, and notices what is missing between them. Not
 * thread-safe.
 */
final class EventRecorder {

  private final FailoverAssembler assembler;
  private final EventLevel level;
  private final Backlog backlog;
  private final FailoverIds ids;
  private long lastSequence;
  private Instant lastTime = Instant.now();

  EventRecorder(JournalHome home, EventLevel level, Backlog backlog, FailoverIds ids) {
    this.assembler = new FailoverAssembler(home.myId());
    this.lastSequence = home.lastSequence();
    this.level = level;
    this.backlog = backlog;
    this.ids = ids;
  }

  void take(Arrival arrival) {
    switch (arrival) {
      case Arrival.Heard(PublishedEvent published, long nanos) -> hear(published, nanos);
      case Arrival.Noted note -> backlog.add(Entry.of(note));
    }
  }

  private void hear(PublishedEvent published, long nanos) {
    long missing = published.sequence() - lastSequence - 1;
    if (missing > 0) {
      backlog.addGap(missing, lastTime, published.time());
    }
    lastSequence = published.sequence();
    lastTime = published.time();
    if (published.event().level().compareTo(level) >= 0) {
      backlog.add(Entry.of(published, nanos));
    }
    keep(assembler.accept(published, published.nanos()));
  }

  /** To be called every now and then. */
  void expire() {
    keep(assembler.expire(Instant.now(), System.nanoTime()));
  }

  private void keep(List<FailoverRecord> failovers) {
    for (FailoverRecord failover : failovers) {
      backlog.add(failover);
      if (failover.part() == Part.LEADER && failover.outcome() == Outcome.IN_PROGRESS) {
        ids.put(failover.master(), failover.epoch(), failover.id());
      }
    }
  }
}
