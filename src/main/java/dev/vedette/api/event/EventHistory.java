package dev.vedette.api.event;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened, for those who look back or follow.
 *
 * <p>Every method but {@link #lastId} throws a {@link dev.vedette.api.problem.ProblemException} of
 * status 503 when there is no history to be had.
 */
public interface EventHistory {

  /** The newest wanted events before that id (null for the newest of all), newest first. */
  List<EventResource> before(@Nullable Long id, EventFilter filter, int limit);

  /** The oldest wanted events after that id, oldest first. */
  List<EventResource> after(long id, EventFilter filter, int limit);

  /** The id of the last event, 0 without one. Everything up to it can be read. */
  long lastId();

  /** Waits until there is an event after that id, at most that long; whether there is one now. */
  boolean awaitBeyond(long id, Duration patience) throws InterruptedException;
}
