package dev.vedette.sentinel.gossip;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Bounds;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who our peers are: one entry for each run id, and one for each place, so that one process
 * is counted and votes once.
 */
final class PeerMeeting {

  private PeerMeeting() {}

  /** The peer that a hello comes from: known, moved, or new; null when there is no room for it. */
  static @Nullable Peer meet(Turn turn, Master master, Hello hello, Address sender) {
    Peer known = master.peer(hello.runId());
    if (known == null) {
      return welcome(turn, master, hello.runId(), sender);
    }
    if (known.address().samePlace(sender)) {
      known.heardHere(turn.now());
      return known;
    }
    if (Duplicates.isElsewhereToo(turn, known, sender)) {
      return known;
    }
    return move(turn, master, known, hello, sender);
  }

  private static @Nullable Peer welcome(Turn turn, Master master, String runId, Address place) {
    expelFrom(turn, master, place);
    if (master.peers().size() >= Bounds.MAX_PEERS) {
      turn.limitReached(master, "sentinels", Bounds.MAX_PEERS);
      return null;
    }
    Peer peer = turn.topology().addPeer(master, runId, place, turn.now());
    turn.persistDiscovery();
    turn.emit(EventType.SENTINEL, peer);
    turn.changed();
    return peer;
  }

  private static Peer move(Turn turn, Master master, Peer known, Hello hello, Address place) {
    drop(turn, known);
    expelFrom(turn, master, place);
    turn.emit(
        EventType.SENTINEL_ADDRESS_SWITCH,
        master,
        "ip " + hello.host() + " port " + hello.port() + " for " + hello.runId());
    Peer peer = turn.topology().addPeer(master, known.runId(), place, turn.now());
    peer.movedFrom(known.address(), turn.now());
    turn.persist();
    moveEverywhere(turn, peer);
    turn.changed();
    return peer;
  }

  /** Whoever is known at that place under another run id is there no more. */
  private static void expelFrom(Turn turn, Master master, Address place) {
    Peer other = master.peerAt(place);
    if (other != null) {
      turn.emit(EventType.SENTINEL_INVALID_ADDR, other);
      dropEverywhere(turn, other.runId());
    }
  }

  private static void drop(Turn turn, Peer peer) {
    turn.topology().removePeer(peer);
    if (peer.link().refcount() == 0) {
      turn.closeAll(peer.link(), "the sentinel is not known here any more");
    }
  }

  private static void dropEverywhere(Turn turn, String runId) {
    for (Master master : turn.topology().masters()) {
      Peer peer = master.peer(runId);
      if (peer != null) {
        drop(turn, peer);
      }
    }
  }

  /** The same process is the peer of other masters too: it has moved for all of them. */
  private static void moveEverywhere(Turn turn, Peer moved) {
    turn.closeAll(moved.link(), "the sentinel has moved");
    moved.link().dialAtOnce();
    int others = 0;
    Topology topology = turn.topology();
    for (Master master : topology.masters()) {
      Peer same = master.peer(moved.runId());
      if (same != null && same != moved) {
        Peer there = master.peerAt(moved.address());
        if (there != null && there != same) {
          turn.emit(EventType.SENTINEL_INVALID_ADDR, there);
          drop(turn, there);
        }
        same.movedFrom(same.address(), turn.now());
        same.moveTo(moved.address());
        others++;
      }
    }
    if (others > 0) {
      turn.emit(
          EventType.SENTINEL_ADDRESS_UPDATE, moved, others + " additional matching instances");
    }
  }
}
