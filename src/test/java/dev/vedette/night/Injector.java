package dev.vedette.night;

import dev.vedette.night.Fault.Target;
import dev.vedette.night.NetworkNamespace.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a fault happen, and ends it. */
final class Injector {

  private static final int BURNERS = 4;
  private static final int LOST_PERCENT = 8;

  private final Ground ground;

  Injector(Ground ground) {
    this.ground = ground;
  }

  /** A fault that began. */
  interface Running {

    /** Ends it; what was killed runs again and answers. */
    void heal();
  }

  /**
   * Makes it happen.
   *
   * @param master the address of the present master
   */
  Running begin(Fault fault, String master) {
    return switch (fault.kind()) {
      case KILL, BLINK, SENTINEL_KILL -> kill(victim(fault.target(), master));
      case FREEZE, SHORT_FREEZE, SENTINEL_STALL -> freeze(victim(fault.target(), master));
      case CUT, SHORT_CUT -> cut(fault, master, Direction.BOTH);
      case DEAF -> cut(fault, master, Direction.IN);
      case MUTE -> cut(fault, master, Direction.OUT);
      case UNPLUG, SLOW, LOSS -> spoil(fault, master);
      case SPLIT -> split(fault.target());
      case FULL_DISK -> fill(victim(fault.target(), master));
      case BURNERS -> burn();
      case COORDINATED -> order(" COORDINATED");
      case ORDERED -> order("");
    };
  }

  /** The address of whom it would meet now, empty when that are several. */
  String victimOf(Fault fault, String master) {
    return fault.target() instanceof Target.Some || fault.target() instanceof Target.All
        ? ""
        : victim(fault.target(), master).address();
  }

  private Member victim(Target target, String master) {
    return switch (target) {
      case Target.Master() -> ground.nodeAt(master);
      case Target.Replica(int index) ->
          ground.nodes().stream()
              .filter(node -> !node.address().equals(master))
              .toList()
              .get(index);
      case Target.OneSentinel(int index) -> ground.sentinels().get(index);
      case Target.Some some -> throw new IllegalArgumentException(some + " is not one");
      case Target.All all -> throw new IllegalArgumentException(all + " is not one");
    };
  }

  private static Running kill(Member victim) {
    victim.process().kill();
    return () -> victim.process().start();
  }

  private static Running freeze(Member victim) {
    victim.process().freeze();
    return () -> victim.process().resume();
  }

  private Running cut(Fault fault, String master, Direction direction) {
    NetworkNamespace network = victim(fault.target(), master).ownNetwork();
    network.cut(direction, fault.clientsToo());
    return network::heal;
  }

  private Running spoil(Fault fault, String master) {
    NetworkNamespace network = victim(fault.target(), master).ownNetwork();
    switch (fault.kind()) {
      case UNPLUG -> network.unplug();
      case SLOW -> network.slow();
      default -> network.lose(LOST_PERCENT);
    }
    return network::heal;
  }

  private Running split(Target target) {
    if (!(target instanceof Target.Some some)) {
      throw new IllegalArgumentException(target + " cannot be split");
    }
    List<NetworkNamespace> left = new ArrayList<>();
    List<NetworkNamespace> right = new ArrayList<>();
    List<Member> members = ground.members();
    for (int i = 0; i < members.size(); i++) {
      (some.indexes().contains(i) ? left : right).add(members.get(i).ownNetwork());
    }
    left.forEach(network -> network.separateFrom(right));
    return () -> left.forEach(NetworkNamespace::heal);
  }

  private static Running fill(Member victim) {
    Disk disk = victim.ownDisk();
    disk.fill();
    return disk::free;
  }

  private static Running burn() {
    List<Process> burners = new ArrayList<>();
    try {
      for (int i = 0; i < BURNERS; i++) {
        burners.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return () -> burners.forEach(Process::destroyForcibly);
  }

  private Running order(String how) {
    try (Wire wire = ground.sentinels().getFirst().look()) {
      wire.text("SENTINEL FAILOVER " + Ground.MASTER + how);
    } catch (IOException e) {
      throw new UncheckedIOException("the failover was not accepted", e);
    }
    return () -> {};
  }
}
