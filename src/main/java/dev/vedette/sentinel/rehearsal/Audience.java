package dev.vedette.sentinel.rehearsal;

import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.settings.DurableState;

/**
 * Sees what a rehearsal wants done, to rehearse its own part of it without doing it: bring a state
 * into text, encode a command, format an event.
 */
public interface Audience {

  /** Rehearses nothing. */
  Audience NOBODY = new Audience() {};

  /** One of the sentinels wants that. */
  default void sees(Effect effect) {}

  /** One of the sentinels wants that state to be saved. */
  default void saves(DurableState state) {}
}
