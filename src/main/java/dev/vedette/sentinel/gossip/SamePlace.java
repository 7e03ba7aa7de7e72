package dev.vedette.sentinel.gossip;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.place.Names;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Whether two addresses are one place although they do not look so: a name that we resolved long
 * ago, or never, and numbers that somebody else has got for it since.
 */
final class SamePlace {

  /** Where a name led so lately is where it leads now. */
  private static final long FRESH_MILLIS = 2_000;

  private SamePlace() {}

  /**
   * The address of a node as we know it already: a name that the operator gave it is not lost when
   * others announce it in numbers.
   */
  static @Nullable Address asKnown(Master master, @Nullable Address place) {
    Replica replica = place == null ? null : master.replicaAt(place);
    return replica != null && !isName(replica.address())
        ? place
        : replica == null ? place : replica.address();
  }

  /**
   * Whether a message has to wait because it seems to contradict us, and a name has to be looked up
   * to know. A name that has failed just now is not waited for.
   */
  static boolean awaitsLookUp(Turn turn, Master master, Hello hello, @Nullable Address place) {
    Address ours = master.address();
    if (place == null
        || hello.configEpoch() < master.configEpoch()
        || ours.port() != place.port()
        || ours.samePlace(place)) {
      return false;
    }
    return mustLookUp(turn, ours) | mustLookUp(turn, place);
  }

  private static boolean mustLookUp(Turn turn, Address address) {
    Names names = turn.topology().names();
    if (!isName(address)
        || names.isFresh(address.host(), FRESH_MILLIS, turn.now())
        || names.hasFailed(address.host(), turn.now())) {
      return false;
    }
    turn.lookUp(address.host());
    return true;
  }

  /** Whether two places that differ may be one, because where a name leads is not known now. */
  static boolean isPossible(Turn turn, Address one, Address other) {
    return one.port() == other.port() && (isUncertain(turn, one) || isUncertain(turn, other));
  }

  private static boolean isUncertain(Turn turn, Address address) {
    return isName(address)
        && !turn.topology().names().isFresh(address.host(), FRESH_MILLIS, turn.now());
  }

  private static boolean isName(Address address) {
    return !Host.isNumeric(address.host());
  }
}
