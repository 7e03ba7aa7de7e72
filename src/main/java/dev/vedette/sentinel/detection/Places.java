package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;

/** Where the names of what we watch lead, and that one place is one node. */
public final class Places {

  /** A name that was looked up so lately is not looked up again for another attempt. */
  private static final long FRESH_MILLIS = 1_000;

  private Places() {}

  /**
   * Before an attempt to connect: where a name leads is also needed when nobody answers there, to
   * understand what others say in numbers.
   */
  static void lookUp(Turn turn, Instance instance) {
    String host = instance.address().host();
    if (!Host.isNumeric(host) && !turn.topology().names().isFresh(host, FRESH_MILLIS, turn.now())) {
      turn.lookUp(host);
    }
  }

  /** A connection by name has led to that numeric address. */
  public static void reached(Turn turn, Instance instance, String ip) {
    String host = instance.address().host();
    if (!Host.isNumeric(host) && !ip.isEmpty()) {
      turn.topology().names().resolved(host, ip, turn.now());
      move(turn, instance, ip);
    }
  }

  /**
   * A name leads to that numeric address. Whoever is connected stays where it is.
   *
   * @return whether it concerns that instance
   */
  public static boolean resolved(Turn turn, Instance instance, String host, String ip) {
    Address address = instance.address();
    if (instance.link().canSend()
        || !address.host().equalsIgnoreCase(host)
        || address.ip().equals(ip)) {
      return false;
    }
    move(turn, instance, ip);
    return true;
  }

  private static void move(Turn turn, Instance instance, String ip) {
    instance.moveTo(instance.address().resolvedTo(ip));
    if (instance instanceof Replica replica && !replica.isPromoted()) {
      forgetIfKnown(turn, replica);
    }
  }

  /** A replica whose name leads to a node that we know already is that node. */
  private static void forgetIfKnown(Turn turn, Replica replica) {
    Master master = replica.master();
    boolean known =
        master.address().samePlace(replica.address())
            || master.replicas().stream()
                .anyMatch(
                    other -> other != replica && other.address().samePlace(replica.address()));
    if (known) {
      turn.topology().removeReplica(replica);
      turn.closeAll(replica.link(), "the same node is known by another name");
      turn.persist();
      turn.log(
          master,
          "Replica "
              + replica.name()
              + " of "
              + master.name()
              + " is at "
              + Address.hostAndPort(replica.address().ip(), replica.address().port())
              + ", which is known already: forgotten");
      turn.changed();
    }
  }
}
