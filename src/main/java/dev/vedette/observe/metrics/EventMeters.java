package dev.vedette.observe.metrics;

import dev.vedette.engine.EventListener;
import dev.vedette.engine.PublishedEvent;
import dev.vedette.observe.Picture;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.TimeUnit;

/**
 * What is counted from events. They are taken off the engine's thread at once and counted on a
 * thread of their own; with more than {@link #CAPACITY} waiting, the oldest are not counted.
 */
final class EventMeters implements EventListener, MetricSource, AutoCloseable {

  private static final int CAPACITY = 10_000;

  private final List<EventMeter> meters;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(CAPACITY),
          Thread.ofPlatform().daemon().name("event-meters").factory(),
          new DiscardOldestPolicy());

  EventMeters(List<EventMeter> meters) {
    this.meters = List.copyOf(meters);
  }

  @Override
  public void onEvent(PublishedEvent event) {
    long nanos = System.nanoTime();
    thread.execute(() -> count(event, nanos));
  }

  private synchronized void count(PublishedEvent event, long nanos) {
    meters.forEach(meter -> meter.count(event, nanos));
  }

  @Override
  public synchronized void collect(Optional<Picture> picture, Samples samples) {
    meters.forEach(meter -> meter.collect(picture, samples));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
