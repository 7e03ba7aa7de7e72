package dev.vedette.api.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened, for those who look back. */
public interface EventHistory {

  /** The newest wanted events before that id (null for the newest of all), newest first. */
  List<EventResource> before(@Nullable Long id, EventFilter filter, int limit);

  /** The oldest wanted events after that id, oldest first. */
  List<EventResource> after(long id, EventFilter filter, int limit);
}
