package dev.vedette.link;

import dev.vedette.sentinel.message.Effect.Remote;

/** Hears how long replies take. Called on the threads of the links: quick, and without blocking. */
public interface LinkMeter {

  /** Measures nothing. */
  LinkMeter NONE = (remote, nanos) -> {};

  /**
   * A PING was answered, well or not.
   *
   * @param remote what is at the other end
   * @param nanos from the moment it was given to the link until its reply was read
   */
  void pingAnswered(Remote remote, long nanos);
}
