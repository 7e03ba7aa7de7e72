package dev.vedette.journal.failover;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.Event.Subject;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.event.Verdict.Fitness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the assembler what happened, at which millisecond, and collects the records. */
final class Events {

  static final String US = "a".repeat(40);
  static final String PEER = "b".repeat(40);
  static final String OTHER_PEER = "c".repeat(40);
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final String MASTER_ADDRESS = "10.0.0.1:6379";

  private final FailoverAssembler assembler = new FailoverAssembler(US);
  private final Map<String, FailoverRecord> records = new LinkedHashMap<>();
  private long sequence;
  private long millis;
  private long epoch;

  Events epoch(long value) {
    epoch = value;
    return this;
  }

  /** That much time passes. */
  Events after(long more) {
    millis += more;
    return this;
  }

  Events master(EventType type) {
    return master(type, "", null);
  }

  Events master(EventType type, String more, @Nullable Evidence evidence) {
    String payload = "master mymaster 10.0.0.1 6379" + (more.isEmpty() ? "" : " " + more);
    return tell(type, new Subject("master", "mymaster", "10.0.0.1", 6379), payload, evidence);
  }

  /** An event about the master whose payload has a form of its own. */
  Events text(EventType type, String payload) {
    return tell(type, new Subject("master", "mymaster", "10.0.0.1", 6379), payload, null);
  }

  Events replica(EventType type, int number) {
    return replica(type, number, null);
  }

  Events replica(EventType type, int number, @Nullable Evidence evidence) {
    String host = "10.0.0." + number;
    String payload = "slave %s:6379 %s 6379 @ mymaster 10.0.0.1 6379".formatted(host, host);
    return tell(type, new Subject("slave", host + ":6379", host, 6379), payload, evidence);
  }

  Events peer(EventType type, String runId, @Nullable Evidence evidence) {
    String payload = "sentinel " + runId + " 10.0.1.2 26379 @ mymaster 10.0.0.1 6379";
    return tell(type, new Subject("sentinel", runId, "10.0.1.2", 26379), payload, evidence);
  }

  Events switchTo(int number) {
    return text(EventType.SWITCH_MASTER, "mymaster 10.0.0.1 6379 10.0.0." + number + " 6379");
  }

  private Events tell(
      EventType type, Subject subject, String payload, @Nullable Evidence evidence) {
    Event event = new Event(type, "mymaster", subject, payload, Role.OBSERVER, epoch, evidence);
    PublishedEvent published = new PublishedEvent(++sequence, START.plusMillis(millis), event);
    for (FailoverRecord changed : assembler.accept(published, millis * 1_000_000)) {
      records.put(changed.id(), changed);
    }
    return this;
  }

  Events expire() {
    for (FailoverRecord ended : assembler.expire(START.plusMillis(millis), millis * 1_000_000)) {
      records.put(ended.id(), ended);
    }
    return this;
  }

  /** The only record. */
  FailoverRecord record() {
    if (records.size() != 1) {
      throw new AssertionError("not one record but " + records.values());
    }
    return records.values().iterator().next();
  }

  List<FailoverRecord> records() {
    return new ArrayList<>(records.values());
  }

  static Evidence.Opinions opinions(Evidence.Opinion... opinions) {
    return new Evidence.Opinions(2, opinions.length + 1, List.of(opinions));
  }

  static Evidence.Opinion opinion(
      String runId, boolean down, @Nullable String votedFor, long epoch) {
    return new Evidence.Opinion(runId, runId.charAt(0) + ":26379", down, votedFor, epoch);
  }

  static Verdict verdict(int number, Fitness fitness, long offset, int rank) {
    return new Verdict("10.0.0." + number + ":6379", fitness, 100, offset, "r" + number, rank, "");
  }

  /** Everything up to the choice of replica 2 in epoch 5, one second for each step. */
  static Events electedInEpochFive() {
    return new Events()
        .epoch(4)
        .master(EventType.SDOWN)
        .after(1_000)
        .master(
            EventType.ODOWN,
            "#quorum 2/2",
            opinions(opinion(PEER, true, null, 0), opinion(OTHER_PEER, false, null, 0)))
        .after(1_000)
        .epoch(5)
        .text(EventType.NEW_EPOCH, "5")
        .master(EventType.TRY_FAILOVER, "", new Evidence.Attempt(false, false))
        .text(EventType.VOTE_FOR_LEADER, US + " 5")
        .after(1_000)
        .master(
            EventType.ELECTED_LEADER,
            "",
            opinions(opinion(PEER, true, US, 5), opinion(OTHER_PEER, true, PEER, 4)))
        .master(EventType.FAILOVER_STATE_SELECT_SLAVE);
  }

  /** Replica 2 is chosen and told; replica 3 is unfit. */
  static Events promotingInEpochFive() {
    Evidence.Ranking ranking =
        new Evidence.Ranking(
            List.of(verdict(2, Fitness.FIT, 900, 1), verdict(3, Fitness.DOWN, 800, 0)),
            1_000,
            4_000);
    return electedInEpochFive()
        .replica(EventType.SELECTED_SLAVE, 2, ranking)
        .replica(EventType.FAILOVER_STATE_SEND_SLAVEOF_NOONE, 2)
        .after(1_000)
        .replica(EventType.FAILOVER_STATE_WAIT_PROMOTION, 2);
  }
}
