package dev.vedette.sentinel.election;

import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.RunId;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.PendingCommand.Kind;
import dev.vedette.sentinel.turn.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
      if (isNewToPeer(turn, master, peer)) {
        dueAt = Math.min(dueAt, peer.lastAskedAt() + MIN_REPEAT_MILLIS);
      }
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

  /** For whom we want votes now; null while we only want to know whether the master is down. */
  private static @Nullable String candidate(Turn turn, Master master) {
    return master.failover().isUndecided()
        ? turn.topology().myId()
        : Aftermath.favourite(turn, master);
  }

  private static long epoch(Master master) {
    return master.failover().isUndecided() ? master.failover().epoch() : master.ballot().epoch();
  }

  /** Whether its vote is wanted in an epoch in which it was not asked for it yet. */
  private static boolean isNewToPeer(Turn turn, Master master, Peer peer) {
    return candidate(turn, master) != null && peer.askedEpoch() != epoch(master);
  }

  private static void ask(Turn turn, Master master, Peer peer) {
    Address address = master.address();
    String candidate = candidate(turn, master);
    long epoch = candidate == null ? turn.topology().currentEpoch() : epoch(master);
    List<String> words =
        List.of(
            "SENTINEL",
            "is-master-down-by-addr",
            turn.announced(address),
            Integer.toString(address.port()),
            Long.toString(epoch),
            candidate == null ? "*" : candidate);
    if (turn.send(peer, Kind.ASK, words)) {
      peer.asked(candidate == null ? -1 : epoch, turn.now());
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
   *
   * @param askedAt when the question left
   */
  public static void answered(Turn turn, Peer peer, Reply reply, long askedAt) {
    peer.askOver();
    turn.modes().pace().observe(turn.since(askedAt), turn.now());
    if (!(reply instanceof Reply.Many many)
        || many.items().size() != ANSWER_FIELDS
        || !(many.items().get(0) instanceof Reply.Number down)
        || !(many.items().get(1) instanceof Reply.Text leader)
        || !(many.items().get(2) instanceof Reply.Number epoch)
        || !(leader.text().equals("*") || RunId.isValid(leader.text()))) {
      return;
    }
    peer.answered(down.value() == 1, turn.now());
    String vote = leader.text().equals("*") ? null : leader.text();
    if (vote != null && peer.votedEpoch() != epoch.value()) {
      turn.log(peer.master(), peer.runId() + " voted for " + vote + " " + epoch.value());
    }
    peer.toldVote(vote, epoch.value());
    turn.changed();
  }
}
