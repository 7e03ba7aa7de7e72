package dev.vedette.sentinel.election;

import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.PendingCommand.Kind;
import dev.vedette.sentinel.turn.Turn;
import java.util.List;

/**
 * Asking the peers whether they see a master down too, and for their votes once we want to lead.
 */
public final class Canvass {

  /** An answer older than this many asks is forgotten. */
  private static final int STALE_AFTER_ASKS = 5;

  /**
   * A peer that sees the master down has just told us so by asking: its earlier answer is worth a
   * new question after this.
   */
  private static final long MIN_REPEAT_MILLIS = 50;

  private static final int ANSWER_FIELDS = 3;

  private Canvass() {}

  /**
   * Asks whoever is due.
   *
   * @param forced whether everyone is due, because we have just become a candidate
   */
  public static void ask(Turn turn, Master master, boolean forced) {
    for (Peer peer : master.peers()) {
      forgetStale(turn, peer);
      if (!master.isSubjectivelyDown() || !peer.link().canSend()) {
        continue;
      }
      long dueAt = Math.max(peer.lastAnswerAt(), peer.lastAskedAt()) + turn.timings().askPeriod();
      if (forced || turn.now() >= dueAt) {
        ask(turn, master, peer);
        dueAt = turn.now() + turn.timings().askPeriod();
      }
      turn.wakeAt(dueAt);
    }
  }

  /**
   * A peer asks us about a master that we see down as well: those who denied it until now may agree
   * by now.
   */
  public static void askDoubtersAgain(Turn turn, Master master) {
    if (!master.isSubjectivelyDown()
        || master.isObjectivelyDown()
        || turn.modes().tilt().isActive()) {
      return;
    }
    for (Peer peer : master.peers()) {
      if (!peer.saysMasterDown()
          && peer.link().canSend()
          && turn.since(peer.lastAskedAt()) >= MIN_REPEAT_MILLIS) {
        ask(turn, master, peer);
      }
    }
  }

  private static void ask(Turn turn, Master master, Peer peer) {
    Address address = master.address();
    List<String> words =
        List.of(
            "SENTINEL",
            "is-master-down-by-addr",
            turn.announced(address),
            Integer.toString(address.port()),
            Long.toString(turn.topology().currentEpoch()),
            master.failover().isUndecided() ? turn.topology().myId() : "*");
    if (turn.send(peer, Kind.ASK, words)) {
      peer.asked(turn.now());
    }
  }

  private static void forgetStale(Turn turn, Peer peer) {
    if (!peer.hasAnswer()) {
      return;
    }
    long staleAt = peer.lastAnswerAt() + STALE_AFTER_ASKS * turn.timings().askPeriod() + 1;
    if (turn.now() < staleAt) {
      turn.wakeAt(staleAt);
      return;
    }
    peer.forgetAnswer();
    turn.changed();
  }

  /**
   * Takes an answer; errors and unexpected forms are ignored, the answer before them goes stale in
   * time.
   */
  public static void answered(Turn turn, Peer peer, Reply reply) {
    peer.askLost();
    if (!(reply instanceof Reply.Many many)
        || many.items().size() != ANSWER_FIELDS
        || !(many.items().get(0) instanceof Reply.Number down)
        || !(many.items().get(1) instanceof Reply.Text leader)
        || !(many.items().get(2) instanceof Reply.Number epoch)) {
      return;
    }
    peer.answered(down.value() == 1, turn.now());
    if (!leader.text().equals("*")) {
      if (peer.votedEpoch() != epoch.value()) {
        turn.log(peer.master(), peer.runId() + " voted for " + leader.text() + " " + epoch.value());
      }
      peer.votedFor(leader.text(), epoch.value());
    }
    turn.changed();
  }
}
