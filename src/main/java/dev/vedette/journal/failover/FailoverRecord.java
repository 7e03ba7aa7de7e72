package dev.vedette.journal.failover;

import dev.vedette.sentinel.event.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One failover that we led, tried to lead, or saw.
 *
 * @param id stable, unique, fit for a URL; ids of later failovers sort after those of earlier ones
 * @param master name of the master
 * @param epoch of the failover
 * @param part whether we led it
 * @param trigger what it was started for
 * @param outcome how it ended
 * @param abortReason why, for {@link Outcome#ABORTED} only
 * @param leader run id of the sentinel that led it or wanted to, null when unknown
 * @param startedAt when it began for us: our attempt, our vote, or the news of the move
 * @param endedAt null while it goes on
 * @param durationMillis from start to end by the monotonic clock, -1 while it goes on, and when it
 *     was interrupted
 * @param from where the master was, {@code host:port}; empty when unknown
 * @param to where it went, {@code host:port}; null while nothing was chosen
 * @param detection who saw the master down, and when
 * @param quorum how many had to agree, 0 when unknown
 * @param voters how many sentinels could vote, 0 when unknown
 * @param votes the votes of its epoch that we know of
 * @param candidates the replicas and the findings on them, best first
 * @param dataGap how far the new master was behind, null when unknown
 * @param phases the states it went through; empty when we did not lead
 * @param replicas how the other replicas were moved; empty when we did not lead
 * @param steps its events in their order, at most {@link #MAX_STEPS}
 */
public record FailoverRecord(
    String id,
    String master,
    long epoch,
    Part part,
    Trigger trigger,
    Outcome outcome,
    @Nullable AbortReason abortReason,
    @Nullable String leader,
    Instant startedAt,
    @Nullable Instant endedAt,
    long durationMillis,
    String from,
    @Nullable String to,
    Detection detection,
    int quorum,
    int voters,
    List<Vote> votes,
    List<Verdict> candidates,
    @Nullable DataGap dataGap,
    List<Phase> phases,
    List<ReplicaMove> replicas,
    List<Step> steps) {

  /** More events of one failover than this are not kept. */
  public static final int MAX_STEPS = 1_000;

  public FailoverRecord {
    votes = List.copyOf(votes);
    candidates = List.copyOf(candidates);
    phases = List.copyOf(phases);
    replicas = List.copyOf(replicas);
    steps = List.copyOf(steps);
  }

  /** Whether it has ended. */
  public boolean isEnded() {
    return endedAt != null;
  }

  /** The same with the last phase as long as it has lasted by then, if it goes on. */
  public FailoverRecord asOf(Instant now) {
    if (isEnded() || phases.isEmpty()) {
      return this;
    }
    Phase last = phases.getLast();
    long soFar = Math.max(0, Duration.between(last.since(), now).toMillis());
    List<Phase> current = new ArrayList<>(phases.subList(0, phases.size() - 1));
    current.add(new Phase(last.state(), last.since(), soFar));
    return with(outcome, null, current);
  }

  /** The same, ended because Vedette ended. */
  public FailoverRecord interrupted(Instant when) {
    return with(Outcome.INTERRUPTED, when, phases);
  }

  private FailoverRecord with(Outcome newOutcome, @Nullable Instant newEnd, List<Phase> newPhases) {
    return new FailoverRecord(
        id,
        master,
        epoch,
        part,
        trigger,
        newOutcome,
        abortReason,
        leader,
        startedAt,
        newEnd,
        durationMillis,
        from,
        to,
        detection,
        quorum,
        voters,
        votes,
        candidates,
        dataGap,
        newPhases,
        replicas,
        steps);
  }
}
