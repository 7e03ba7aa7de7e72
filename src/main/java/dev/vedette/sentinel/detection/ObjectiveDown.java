package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.failover.Findings;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.turn.Turn;

/**
 * Is a master down for enough sentinels? This is a weak agreement: they reported it within a few
 * seconds, not at the same moment. It allows asking for votes, not more.
 */
public final class ObjectiveDown {

  /**
   * Pause between the turns of two sentinels that agree at the same moment, longer than a round
   * trip and a write to disk.
   */
  private static final long TURN_MILLIS = 30;

  private static final int TURN_JITTER_MILLIS = 20;

  private ObjectiveDown() {}

  /** Decides, and says so when the answer has changed. */
  public static void judge(Turn turn, Master master) {
    int agreeing = agreeing(master);
    int quorum = master.settings().quorum();
    boolean down = agreeing >= quorum;
    if (down && !master.isObjectivelyDown()) {
      turn.emit(
          EventType.ODOWN,
          master,
          "#quorum " + agreeing + "/" + quorum,
          Findings.opinions(turn, master));
      master.becomeObjectivelyDown(turn.now(), turn.now() + delayOfOurTurn(turn, master));
      turn.changed();
    } else if (!down && master.isObjectivelyDown()) {
      turn.emit(EventType.ODOWN_CLEARED, master);
      master.becomeObjectivelyUp();
      master.ballot().forgetRounds();
      turn.changed();
    }
  }

  private static int agreeing(Master master) {
    if (!master.isSubjectivelyDown()) {
      return 0;
    }
    int agreeing = 1;
    for (Peer peer : master.peers()) {
      if (peer.saysMasterDown()) {
        agreeing++;
      }
    }
    return agreeing;
  }

  /**
   * Who agrees last learns it first, and all at the same moment: if everybody then asked for votes,
   * nobody would get a majority. So the sentinel with the smallest run id goes first, and the
   * others follow at a distance unless they have given their vote by then.
   */
  private static long delayOfOurTurn(Turn turn, Master master) {
    int before = 0;
    for (Peer peer : master.peers()) {
      if (!peer.isSubjectivelyDown() && peer.runId().compareTo(turn.topology().myId()) < 0) {
        before++;
      }
    }
    return before == 0 ? 0 : before * TURN_MILLIS + turn.random(TURN_JITTER_MILLIS);
  }
}
