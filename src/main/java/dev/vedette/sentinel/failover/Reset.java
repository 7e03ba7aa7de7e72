package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.topology.Forgotten;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;

/**
 * {@code SENTINEL RESET}: replicas, sentinels and failover of a master are forgotten and found
 * anew, through the master. One that is down cannot tell of anybody: then what was forgotten is
 * taken up again, or nobody would ever be promoted.
 */
public final class Reset {

  private Reset() {}

  /** Forgets. A promotion that is confirmed stays: the master is where it was made. */
  public static void perform(Turn turn, Master master) {
    Forgotten forgotten = Forgotten.of(master);
    master.partFromPeers(turn.now());
    for (Peer peer : turn.topology().dropPeers(master)) {
      MasterSwitch.closeUnused(turn, peer.link());
    }
    for (Replica replica : turn.topology().dropReplicas(master)) {
      MasterSwitch.closeUnused(turn, replica.link());
    }
    turn.closeAll(master.link(), "the master was reset");
    turn.topology().beginAt(master, master.address(), turn.now());
    master.failover().clear();
    master.ballot().settle();
    master.keepInMind(forgotten);
    turn.persist();
    turn.emit(EventType.RESET_MASTER, master);
    turn.changed();
  }

  /** The master answers: whoever belongs to it is found by it, and the others are gone for good. */
  public static void isOver(Turn turn, Master master) {
    if (!master.inMind().isEmpty()) {
      master.keepInMind(Forgotten.NOTHING);
      turn.persist();
    }
  }

  /** Takes up again what was forgotten, when the master is down before it has answered. */
  public static void undoIfDown(Turn turn, Master master) {
    Forgotten forgotten = master.inMind();
    if (forgotten.isEmpty() || !master.isSubjectivelyDown()) {
      return;
    }
    master.keepInMind(Forgotten.NOTHING);
    turn.persist();
    for (Address address : forgotten.replicas()) {
      Replica replica =
          address.samePlace(master.address())
              ? null
              : turn.topology().addReplica(master, address, turn.now());
      if (replica != null) {
        turn.emit(EventType.SLAVE, replica);
      }
    }
    for (PeerState known : forgotten.peers()) {
      String runId = known.runId();
      if (runId != null && master.peer(runId) == null && master.peerAt(known.address()) == null) {
        Peer peer = turn.topology().addPeer(master, runId, known.address(), turn.now());
        turn.emit(EventType.SENTINEL, peer);
      }
    }
    turn.changed();
  }
}
