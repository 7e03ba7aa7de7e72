package dev.vedette.sentinel.election;

import dev.vedette.sentinel.topology.Ballot;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.turn.Turn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows an election that we did not win. Whoever has the votes gets the time a failover
 * takes. When nobody has, there is another round in a new epoch after a short pause: a lost
 * election is no reason to leave a group without a master for twice the failover timeout.
 */
public final class Aftermath {

  /** After so many lost rounds in a row it is something else than bad luck. */
  private static final int MAX_ROUNDS = 7;

  /** Pauses are a part of chance and a part of order in units of what a vote takes. */
  private static final long MIN_UNIT_MILLIS = 30;

  private static final long MAX_UNIT_MILLIS = 200;
  private static final int MAX_DOUBLINGS = 6;
  private static final long MAX_PAUSE_MILLIS = 4_000;

  /** A calm failover is over by then; later it is worth asking how the votes went. */
  private static final long CURIOUS_AFTER_MILLIS = 150;

  /** How long those who do not tell their vote are waited for. */
  private static final long PATIENCE_MILLIS = 1_000;

  private Aftermath() {}

  /**
   * When we may begin again although the usual time has not come.
   *
   * @return {@link Times#FOREVER} while there is no reason to
   */
  public static long retryAt(Turn turn, Master master) {
    Ballot ballot = master.ballot();
    if (ballot.retryAt() == Times.FOREVER && isUndecided(turn, master)) {
      if (!ballot.isLost()) {
        ballot.lose();
      }
      if (ballot.rounds() <= MAX_ROUNDS && Tally.reachable(master) >= Tally.needed(master)) {
        ballot.retryAt(turn.now() + pause(turn, master));
      }
    }
    return ballot.retryAt();
  }

  private static boolean isUndecided(Turn turn, Master master) {
    Ballot ballot = master.ballot();
    if (ballot.isLost() || !ballot.isWatching()) {
      return ballot.isLost();
    }
    long curiousAt = curiousAt(turn, master);
    if (turn.now() < curiousAt) {
      turn.wakeAt(curiousAt);
      return false;
    }
    Tally tally = Tally.of(master, ballot.epoch());
    String winner = tally.winner();
    if (winner != null) {
      Peer leader = master.peer(winner);
      return leader == null || leader.isSubjectivelyDown();
    }
    long impatientAt = curiousAt + PATIENCE_MILLIS + turn.modes().pace().slowestMillis();
    if (tally.isOpen() && turn.now() < impatientAt) {
      turn.wakeAt(impatientAt);
      return false;
    }
    return true;
  }

  private static long curiousAt(Turn turn, Master master) {
    return Math.max(master.ballot().watchedSince(), master.objectivelyDownAt())
        + CURIOUS_AFTER_MILLIS
        + Math.min(turn.modes().pace().slowestMillis(), MAX_UNIT_MILLIS);
  }

  /**
   * For whom to ask although we are no candidate: peers answer a question for the one we voted for
   * with the vote they gave, or give it to that one, and so does nobody lose a vote by it.
   *
   * @return null while there is nothing to find out
   */
  static @Nullable String favourite(Turn turn, Master master) {
    Ballot ballot = master.ballot();
    boolean curious =
        ballot.isWatching()
            && master.isObjectivelyDown()
            && master.leaderEpoch() == ballot.epoch()
            && turn.now() >= curiousAt(turn, master)
            && Tally.of(master, ballot.epoch()).winner() == null;
    return curious ? master.leader() : null;
  }

  /**
   * Those who take part in the next round take turns by their run ids, as in the first one, but
   * further apart with every round, and never quite evenly.
   */
  private static long pause(Turn turn, Master master) {
    Set<String> contenders = Tally.of(master, master.ballot().epoch()).contenders();
    String me = turn.topology().myId();
    int before = 0;
    for (Peer peer : master.peers()) {
      boolean takesPart = !contenders.contains(me) || contenders.contains(peer.runId());
      if (takesPart && !peer.isSubjectivelyDown() && peer.runId().compareTo(me) < 0) {
        before++;
      }
    }
    long unit =
        Math.clamp(turn.modes().pace().slowestMillis(), MIN_UNIT_MILLIS, MAX_UNIT_MILLIS)
            << Math.clamp(master.ballot().rounds() - 1, 0, MAX_DOUBLINGS);
    long pause = unit / 2 + before * unit + turn.random((int) unit);
    return Math.min(pause, MAX_PAUSE_MILLIS + turn.random((int) unit));
  }
}
