package dev.vedette.engine;

import dev.vedette.sentinel.event.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers events, logs each in one line, keeps the last {@link #KEPT}, and hands them to the
 * listeners. Everything but reading the counters happens on the engine's thread.
 */
final class EventBus {

  /** How many events are kept for listeners that come late. */
  static final int KEPT = 4_096;

  /** The logger of events; its lines are the event's name and payload and nothing else. */
  static final String LOGGER = "dev.vedette.event";

  private static final Logger EVENTS = LoggerFactory.getLogger(LOGGER);
  private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

  private final List<EventListener> listeners = new CopyOnWriteArrayList<>();
  private final Deque<PublishedEvent> kept = new ArrayDeque<>();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  void publish(Event event) {
    PublishedEvent numbered = new PublishedEvent(published.incrementAndGet(), Instant.now(), event);
    log(event);
    if (kept.size() == KEPT) {
      kept.removeFirst();
    }
    kept.addLast(numbered);
    for (EventListener listener : listeners) {
      deliver(listener, numbered);
    }
  }

  /** Adds a listener after giving it what is kept and newer than {@code afterSequence}. */
  void add(EventListener listener, long afterSequence) {
    for (PublishedEvent event : kept) {
      if (event.sequence() > afterSequence) {
        deliver(listener, event);
      }
    }
    listeners.add(listener);
  }

  void remove(EventListener listener) {
    listeners.remove(listener);
  }

  long published() {
    return published.get();
  }

  long failures() {
    return failures.get();
  }

  private void deliver(EventListener listener, PublishedEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException e) {
      failures.incrementAndGet();
      LOG.error("A listener failed on event {}: {}", event.sequence(), event.event().line(), e);
    }
  }

  private static void log(Event event) {
    switch (event.level()) {
      case WARNING -> EVENTS.warn("{}", event.line());
      case NOTICE -> EVENTS.info("{}", event.line());
      case VERBOSE -> EVENTS.debug("{}", event.line());
      case DEBUG -> EVENTS.trace("{}", event.line());
    }
  }
}
