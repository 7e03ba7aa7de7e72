package dev.vedette.journal.failover;

import dev.vedette.journal.failover.ReplicaMove.Progress;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.topology.FailoverState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failover while its record is being written. */
final class FailoverDraft {

  /** What is known from the first moment on. */
  record Opening(
      String id,
      String master,
      long epoch,
      Part part,
      Trigger trigger,
      String from,
      Detection detection,
      Moment at) {}

  private record Entered(FailoverState state, Moment at) {}

  private final Opening opening;
  private final List<Entered> states = new ArrayList<>();
  private final Map<String, String> votes = new LinkedHashMap<>();
  private final Map<String, MoveDraft> moves = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private Detection detection;
  private String from;
  private Outcome outcome = Outcome.IN_PROGRESS;
  private List<Verdict> candidates = List.of();
  private Evidence.@Nullable Ranking ranking;
  private @Nullable AbortReason abortReason;
  private @Nullable String leader;
  private @Nullable String to;
  private @Nullable DataGap dataGap;
  private @Nullable Moment ended;
  private int quorum;
  private int voters;
  private boolean timedOut;

  FailoverDraft(Opening opening) {
    this.opening = opening;
    this.detection = opening.detection();
    this.from = opening.from();
  }

  String id() {
    return opening.id();
  }

  long epoch() {
    return opening.epoch();
  }

  Moment startedAt() {
    return opening.at();
  }

  void step(Event event, Moment now) {
    if (steps.size() < FailoverRecord.MAX_STEPS) {
      steps.add(new Step(now.time(), event.type().wireName(), event.payload()));
    }
  }

  void enter(FailoverState state, Moment now) {
    states.add(new Entered(state, now));
  }

  /**
   * Whether the replicas have been moved, or given up, and only our own tables are to be changed.
   */
  boolean isFinishing() {
    return !states.isEmpty() && states.getLast().state() == FailoverState.UPDATE_CONFIG;
  }

  /** Where the master was; needed when nothing told before. */
  void movedFrom(String place) {
    if (from.isEmpty()) {
      from = place;
    }
  }

  void ledBy(String runId) {
    leader = runId;
  }

  void vote(String voter, String candidate) {
    votes.put(voter, candidate);
  }

  /** Takes what an event of the failover rests on. */
  void evidence(@Nullable Evidence evidence) {
    switch (evidence) {
      case Evidence.Opinions opinions -> opinions(opinions);
      case Evidence.Ranking found -> {
        ranking = found;
        candidates = found.verdicts();
      }
      case Evidence.Attempt _, Evidence.UnevenTime _ -> {}
      case null -> {}
    }
  }

  /** What the peers said; only votes of this epoch count. */
  private void opinions(Evidence.Opinions opinions) {
    quorum = opinions.quorum();
    voters = opinions.voters();
    for (Evidence.Opinion opinion : opinions.opinions()) {
      String candidate = opinion.votedFor();
      if (candidate != null && opinion.voteEpoch() == opening.epoch()) {
        vote(opinion.runId(), candidate);
      }
    }
    if (detection.peers().isEmpty()) {
      detection =
          new Detection(
              detection.subjectivelyDownAt(),
              detection.objectivelyDownAt(),
              detection.agreement(),
              opinions.opinions());
    }
  }

  /**
   * A replica takes the master's place, or is to take it.
   *
   * @param replica its name in the ranking
   * @param place its address as told to others
   */
  void choose(String replica, String place) {
    to = place;
    if (ranking != null && dataGap == null) {
      dataGap = DataGap.of(ranking, replica);
    }
  }

  void moveSent(String replica, Progress progress, Moment now) {
    moves.put(replica, new MoveDraft(replica, progress, now));
  }

  @Nullable MoveDraft move(String replica) {
    return moves.get(replica);
  }

  void timeIsUp() {
    timedOut = true;
  }

  void succeed(Moment now) {
    end(timedOut ? Outcome.TIMED_OUT : Outcome.PROMOTED, now);
  }

  void abort(AbortReason reason, Moment now) {
    abortReason = reason;
    end(Outcome.ABORTED, now);
  }

  void end(Outcome how, Moment now) {
    outcome = how;
    ended = now;
  }

  /** What is known by now. */
  FailoverRecord record(Moment now) {
    Moment end = ended;
    List<Vote> cast = new ArrayList<>(votes.size());
    votes.forEach((voter, candidate) -> cast.add(new Vote(voter, candidate)));
    return new FailoverRecord(
        opening.id(),
        opening.master(),
        opening.epoch(),
        opening.part(),
        opening.trigger(),
        outcome,
        abortReason,
        leader,
        opening.at().time(),
        end == null ? null : end.time(),
        end == null ? -1 : end.millisSince(opening.at()),
        from,
        to,
        detection,
        quorum,
        voters,
        cast,
        candidates,
        dataGap,
        phases(end == null ? now : end),
        moves.values().stream().map(MoveDraft::move).toList(),
        steps);
  }

  private List<Phase> phases(Moment end) {
    List<Phase> phases = new ArrayList<>(states.size());
    for (int i = 0; i < states.size(); i++) {
      Entered entered = states.get(i);
      Moment left = i + 1 < states.size() ? states.get(i + 1).at() : end;
      phases.add(
          new Phase(
              entered.state().wireName(), entered.at().time(), left.millisSince(entered.at())));
    }
    return phases;
  }
}
