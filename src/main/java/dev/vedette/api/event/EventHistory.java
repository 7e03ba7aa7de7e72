package dev.vedette.api.event;

import dev.vedette.api.shape.Page;
import java.util.List;

/** What has happened, for those who look back. */
public interface EventHistory {

  /** A page of the wanted events, newest first. */
  Page<EventResource> page(EventFilter filter, int page, int size);

  /** The wanted events after that id, oldest first, at most {@code limit}. */
  List<EventResource> after(long id, EventFilter filter, int limit);
}
