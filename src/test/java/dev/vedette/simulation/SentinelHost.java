package dev.vedette.simulation;

import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.place.Address;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A sentinel of whatever make: a host that has connections to others. */
abstract class SentinelHost extends Host {

  /**
   * What can be seen of a master at its port.
   *
   * @param address where it is
   * @param configEpoch how new that is
   * @param trouble what is not as it should be, empty for nothing
   * @param knows whether a node is its master or one of its replicas
   */
  record Seen(Address address, long configEpoch, String trouble, Predicate<RedisNode> knows) {}

  SentinelHost(String name, Address address) {
    super(name, address);
  }

  abstract String runId();

  /** A master as it sees it; null while it is dead or watches none of that name. */
  abstract @Nullable Seen seen(String master);

  /** Counts its starts. */
  abstract int incarnation();

  /** Starts it, unless it runs. */
  abstract void start();

  /** Whether every turn takes very long now. */
  boolean isStalled() {
    return false;
  }

  /** Something happened on a connection of its own. */
  abstract void input(Pipe pipe, Input input);
}
