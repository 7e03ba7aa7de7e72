package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.election.Aftermath;
import dev.vedette.sentinel.election.Tally;
import dev.vedette.sentinel.election.Votes;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Ballot;
import dev.vedette.sentinel.topology.Failover;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.turn.Turn;

/** Our wish to lead a failover: when it begins, and what becomes of it. */
final class Candidacy {

  /** How long a turn of ours may be put off to take in what the others did while we stood still. */
  private static final long MAX_CATCHING_UP_MILLIS = 100;

  /** How long those who have not voted are waited for once the votes are split. */
  private static final long SPLIT_PATIENCE_MILLIS = 100;

  /**
   * Who has found no good replica lets the others go first until it has found one: they may know
   * more, or reach more. For twice as long, who knows of no replica at all. They begin within
   * {@link Timings#MAX_DESYNC} after the same time.
   */
  private static final long STANDING_BACK_MILLIS = 2 * Timings.MAX_DESYNC;

  /** What has become of it by now. */
  enum Outcome {
    /** We may still be elected. */
    WAITING,
    /** We lead. */
    ELECTED,
    /** We do not, in this attempt. */
    LOST
  }

  private Candidacy() {}

  /**
   * Whether a failover may begin now: our turn has come, and the last attempt is long enough ago,
   * or nobody was elected in it.
   */
  static boolean isDue(Turn turn, Master master) {
    Failover failover = master.failover();
    long allowedAt = failover.startedAt() + master.settings().failoverTimeoutMillis() * 2;
    if (failover.isInVain() && !master.peers().isEmpty()) {
      allowedAt += master.replicas().isEmpty() ? 2 * STANDING_BACK_MILLIS : STANDING_BACK_MILLIS;
    }
    long dueAt = Math.max(allowedAt, master.startNotBefore());
    if (turn.now() < allowedAt) {
      long retryAt = Aftermath.retryAt(turn, master);
      if (retryAt == Times.FOREVER && failover.claimDelayLog()) {
        turn.log(
            master,
            "Next failover delay: I will not start a failover of "
                + master.name()
                + " for another "
                + (allowedAt - turn.now())
                + " ms");
      }
      dueAt = Math.min(allowedAt, retryAt);
    } else {
      master.ballot().forgetRounds();
    }
    long latest = Math.max(dueAt, master.objectivelyDownAt()) + MAX_CATCHING_UP_MILLIS;
    dueAt = Math.max(dueAt, Math.min(turn.modes().pace().catchingUpUntil(), latest));
    if (turn.now() < dueAt) {
      turn.wakeAt(dueAt);
      return false;
    }
    return true;
  }

  /** Looks at the votes. A lost candidacy leaves the ballot ready for what follows. */
  static Outcome outcome(Turn turn, Master master) {
    Failover failover = master.failover();
    Ballot ballot = master.ballot();
    String me = turn.topology().myId();
    if (failover.isForced()) {
      Votes.leader(turn, master, failover.epoch());
      return Outcome.ELECTED;
    }
    String winner = Votes.leader(turn, master, failover.epoch());
    if (me.equalsIgnoreCase(winner) && !hasVotedForAnother(turn, master)) {
      return Outcome.ELECTED;
    }
    if (winner == null && isOvertaken(turn, master)) {
      failover.moveTo(turn.topology().currentEpoch());
      ballot.stand(failover.epoch(), turn.now());
      winner = Votes.leader(turn, master, failover.epoch());
      turn.changed();
    }
    if (hasVotedForAnother(turn, master)) {
      return Outcome.LOST;
    }
    if (winner != null) {
      ballot.watch(failover.epoch(), turn.now());
      return Outcome.LOST;
    }
    return await(turn, master);
  }

  /** Whether an election of ours is lost to another by our own vote. */
  static boolean hasVotedForAnother(Turn turn, Master master) {
    String ours = master.leader();
    return ours != null
        && !master.failover().isForced()
        && !ours.equalsIgnoreCase(turn.topology().myId())
        && master.leaderEpoch() >= master.failover().epoch();
  }

  /**
   * Whether there is a newer epoch, and the answers still on their way are not enough to win in
   * ours: from now on the others vote in the newer one only.
   */
  private static boolean isOvertaken(Turn turn, Master master) {
    long epoch = master.failover().epoch();
    return turn.topology().currentEpoch() > epoch
        && !hasVotedForAnother(turn, master)
        && !Tally.of(master, epoch).mayWinByAnswersOnTheWay(turn.topology().myId());
  }

  private static Outcome await(Turn turn, Master master) {
    Failover failover = master.failover();
    Tally tally = Tally.of(master, failover.epoch());
    long timeout =
        Math.min(turn.timings().electionTimeout(), master.settings().failoverTimeoutMillis());
    long abortAt = failover.startedAt() + timeout + 1;
    if (tally.isContested(turn.topology().myId())) {
      long patience = SPLIT_PATIENCE_MILLIS + turn.modes().pace().slowestMillis();
      abortAt =
          tally.isOpen() ? Math.min(abortAt, master.ballot().askingSince() + patience) : turn.now();
    }
    if (turn.now() < abortAt) {
      turn.wakeAt(abortAt);
      return Outcome.WAITING;
    }
    master.ballot().lose();
    return Outcome.LOST;
  }
}
