package dev.vedette.api.event;

import dev.vedette.engine.EventListener;
import dev.vedette.engine.PublishedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last events of this process, in memory. Thread-safe. */
public final class RecentEvents implements EventHistory, EventListener {

  /** How many are kept. */
  static final int KEPT = 4_096;

  private final Deque<PublishedEvent> events = new ArrayDeque<>(KEPT);

  @Override
  public void onEvent(PublishedEvent event) {
    synchronized (events) {
      if (events.size() == KEPT) {
        events.removeFirst();
      }
      events.addLast(event);
    }
  }

  @Override
  public List<EventResource> before(@Nullable Long id, EventFilter filter, int limit) {
    List<EventResource> items = new ArrayList<>();
    Iterator<PublishedEvent> newestFirst = copy().descendingIterator();
    while (newestFirst.hasNext() && items.size() < limit) {
      PublishedEvent event = newestFirst.next();
      if ((id == null || event.sequence() < id) && filter.matches(event.event(), event.time())) {
        items.add(resource(event));
      }
    }
    return items;
  }

  @Override
  public List<EventResource> after(long id, EventFilter filter, int limit) {
    return copy().stream()
        .filter(event -> event.sequence() > id)
        .filter(event -> filter.matches(event.event(), event.time()))
        .limit(limit)
        .map(RecentEvents::resource)
        .toList();
  }

  private Deque<PublishedEvent> copy() {
    synchronized (events) {
      return new ArrayDeque<>(events);
    }
  }

  private static EventResource resource(PublishedEvent event) {
    return EventResource.of(event.sequence(), event.time(), event.event());
  }
}
