package dev.vedette.simulation;

import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.place.Address;

/** A sentinel of whatever make: a host that has connections to others. */
abstract class SentinelHost extends Host {

  SentinelHost(String name, Address address) {
    super(name, address);
  }

  abstract String runId();

  /** Counts its starts. */
  abstract int incarnation();

  /** Starts it, unless it runs. */
  abstract void start();

  /** Something happened on a connection of its own. */
  abstract void input(Pipe pipe, Input input);
}
