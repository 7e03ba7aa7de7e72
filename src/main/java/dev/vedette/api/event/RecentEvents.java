package dev.vedette.api.event;

import dev.vedette.api.shape.Page;
import dev.vedette.engine.EventListener;
import dev.vedette.engine.PublishedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

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
  public Page<EventResource> page(EventFilter filter, int page, int size) {
    List<EventResource> items = new ArrayList<>();
    long skipped = (long) page * size;
    long total = 0;
    for (Iterator<PublishedEvent> each = copy().descendingIterator(); each.hasNext(); ) {
      PublishedEvent event = each.next();
      if (filter.matches(event.event(), event.time())) {
        if (total >= skipped && items.size() < size) {
          items.add(resource(event));
        }
        total++;
      }
    }
    return new Page<>(items, page, size, total);
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
