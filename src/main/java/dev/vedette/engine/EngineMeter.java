package dev.vedette.engine;

import dev.vedette.sentinel.message.Input;

/**
 * Hears how long things take. Called on the engine's thread: it must return at once, never block,
 * and not throw.
 */
public interface EngineMeter {

  /** Measures nothing. */
  EngineMeter NONE = new EngineMeter() {};

  /**
   * One input has been decided.
   *
   * @param input what it was
   * @param waitedNanos how long it lay in the inbox; 0 for the engine's own ticks
   * @param stepNanos how long the decision took
   */
  default void stepped(Input input, long waitedNanos, long stepNanos) {}

  /**
   * A turn has ended.
   *
   * @param inputs how many inputs it took
   * @param nanos from the first step to the last effect
   */
  default void turned(int inputs, long nanos) {}

  /** The state was written, or could not be. */
  default void saved(boolean success, long nanos) {}
}
