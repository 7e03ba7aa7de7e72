package dev.vedette.observe.metrics;

import dev.vedette.engine.EventListener;
import dev.vedette.engine.PublishedEvent;
import dev.vedette.observe.Picture;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is counted from events. They are taken off the engine's thread at once and counted on a
 * thread of their own; while {@link #CAPACITY} wait, new ones are not counted, and how many is
 * told.
 */
final class EventMeters implements EventListener, MetricSource, AutoCloseable {

  private static final int CAPACITY = 10_000;

  private final List<EventMeter> meters;
  private final AtomicLong missed = new AtomicLong();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(CAPACITY),
          Thread.ofPlatform().daemon().name("event-meters").factory(),
          (task, executor) -> missed.incrementAndGet());

  EventMeters(List<EventMeter> meters) {
    this.meters = List.copyOf(meters);
  }

  @Override
  public void onEvent(PublishedEvent event) {
    thread.execute(() -> count(event));
  }

  private synchronized void count(PublishedEvent event) {
    meters.forEach(meter -> meter.count(event));
  }

  @Override
  public synchronized void collect(Optional<Picture> picture, Samples samples) {
    meters.forEach(meter -> meter.collect(picture, samples));
    samples.counter(
        "vedette_events_missed",
        "Events that no series counts, because too many came at once.",
        missed.get());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
