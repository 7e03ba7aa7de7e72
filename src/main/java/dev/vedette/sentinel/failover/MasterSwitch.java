package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.Turn;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.topology.Address;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Replica;
import java.util.ArrayList;
import java.util.List;

/** Putting a master back to its beginnings, here or at another address. */
public final class MasterSwitch {

  private MasterSwitch() {}

  /** Raises {@code +switch-master}. */
  public static void announce(Turn turn, Master master, Address to) {
    Address from = master.address();
    turn.emitText(
        EventType.SWITCH_MASTER,
        master,
        String.join(
            " ",
            master.name(),
            turn.announced(from),
            Integer.toString(from.port()),
            turn.announced(to),
            Integer.toString(to.port())));
  }

  /**
   * The master is at that address from now on. The other nodes are its replicas, the old master
   * among them.
   */
  public static void switchTo(Turn turn, Master master, Address to) {
    List<Address> replicas = new ArrayList<>();
    for (Replica replica : master.replicas()) {
      if (!replica.address().samePlace(to)) {
        replicas.add(replica.address());
      }
    }
    if (!master.address().samePlace(to)) {
      replicas.add(master.address());
    }
    startOver(turn, master, to);
    turn.topology().forgetDownTimes(master);
    turn.persist();
    for (Address address : replicas) {
      Replica replica = turn.topology().addReplica(master, address, turn.now());
      if (replica != null) {
        turn.emit(EventType.SLAVE, replica);
      }
    }
    turn.changed();
  }

  /** Forgets replicas, sentinels and failover of a master, and finds them anew. */
  public static void reset(Turn turn, Master master) {
    for (Peer peer : turn.topology().dropPeers(master)) {
      closeUnused(turn, peer);
    }
    startOver(turn, master, master.address());
    turn.persist();
    turn.emit(EventType.RESET_MASTER, master);
    turn.changed();
  }

  /** Closes the links of a whole group that is no longer watched. */
  public static void release(Turn turn, Master master) {
    for (Instance instance : master.instances()) {
      instance.releaseLink();
      closeUnused(turn, instance);
    }
  }

  private static void startOver(Turn turn, Master master, Address address) {
    for (Replica replica : turn.topology().dropReplicas(master)) {
      closeUnused(turn, replica);
    }
    turn.closeAll(master.link(), "the master starts over");
    turn.topology().startOver(master, address, turn.now());
  }

  private static void closeUnused(Turn turn, Instance instance) {
    if (instance.link().refcount() == 0) {
      turn.closeAll(instance.link(), "not watched any more");
    }
  }
}
