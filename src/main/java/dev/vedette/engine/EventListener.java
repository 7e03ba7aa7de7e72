package dev.vedette.engine;

/**
 * Hears every event, in order, on the engine's thread: it must return at once, never block, and not
 * throw.
 */
@FunctionalInterface
public interface EventListener {

  /** Called once for each event. */
  void onEvent(PublishedEvent event);
}
