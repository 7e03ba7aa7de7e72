package dev.vedette.sentinel.election;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.turn.Turn;
import org.jspecify.annotations.Nullable;

/** Votes: one for each master and epoch, to the first that asks, never taken back. */
public final class Votes {

  private Votes() {}

  /**
   * Gives our vote, or repeats the one given before. A new vote is saved before anything that
   * follows.
   *
   * @param epoch of the election
   * @param candidate run id that wants the vote
   */
  public static void give(Turn turn, Master master, long epoch, String candidate) {
    Topology topology = turn.topology();
    if (epoch > topology.currentEpoch()) {
      topology.adoptEpoch(epoch);
      turn.persist();
      turn.emitText(EventType.NEW_EPOCH, master, Long.toString(epoch));
    }
    if (master.leaderEpoch() >= epoch || topology.currentEpoch() > epoch) {
      return;
    }
    master.voteFor(candidate, topology.currentEpoch());
    turn.persist();
    turn.emitText(EventType.VOTE_FOR_LEADER, master, candidate + " " + master.leaderEpoch());
    if (candidate.equalsIgnoreCase(topology.myId())) {
      master.failover().restOn(topology.version());
    } else {
      master.failover().yieldTo(turn.now() + turn.random(Timings.MAX_DESYNC));
      master.ballot().watch(master.leaderEpoch(), turn.now());
    }
    turn.changed();
  }

  /**
   * Who leads the failover of that epoch: whoever has the majority of all sentinels ever seen, and
   * at least quorum votes. If we have not voted yet we do it now, for whom most voted, or for
   * ourselves.
   *
   * @return run id of the leader, null while there is none
   */
  public static @Nullable String leader(Turn turn, Master master, long epoch) {
    String favourite = Tally.of(master, epoch).favourite();
    give(turn, master, epoch, favourite != null ? favourite : turn.topology().myId());
    return Tally.of(master, epoch).winner();
  }
}
