package dev.vedette.notify;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.delivery.ActiveChannel;
import dev.vedette.notify.delivery.ChannelRegistry;
import dev.vedette.notify.delivery.DeliveryStore.Outgoing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do when deliveries cannot be stored, because the disk is full: attempt each once, at
 * once. An alert that might be lost is better than one that certainly is. Thread-safe.
 */
final class EmergencyDelivery {

  private static final Logger log = LoggerFactory.getLogger(EmergencyDelivery.class);

  /** So many at a time; more are lost, and counted. */
  private static final int MAX_RUNNING = 64;

  private final ChannelRegistry channels;
  private final ExecutorService executor;
  private final NotifyCounters counters;
  private final Semaphore free = new Semaphore(MAX_RUNNING);

  EmergencyDelivery(ChannelRegistry channels, ExecutorService executor, NotifyCounters counters) {
    this.channels = channels;
    this.executor = executor;
    this.counters = counters;
  }

  void attempt(List<Outgoing> outgoing) {
    counters.notStored(outgoing.size());
    for (Outgoing out : outgoing) {
      Optional<ActiveChannel> active = channels.find(out.channel());
      if (active.isEmpty() || !free.tryAcquire()) {
        counters.lostInEmergency();
        continue;
      }
      Future<?> attempt = executor.submit(() -> attempt(active.get(), out));
      long limit = active.get().plan().timeoutMillis();
      CompletableFuture.delayedExecutor(limit, TimeUnit.MILLISECONDS)
          .execute(() -> attempt.cancel(true));
    }
  }

  private void attempt(ActiveChannel active, Outgoing out) {
    try {
      DeliveryResult result =
          active.channel().deliver(new Channel.Attempt(out.notification(), 1, null));
      log.warn("Delivered without storing: channel={} result={}", out.channel(), result);
    } catch (Exception e) {
      counters.lostInEmergency();
      log.error(
          "Lost: neither stored nor delivered: channel={} what={} error={}",
          out.channel(),
          out.notification().summary(),
          e.toString());
    } finally {
      free.release();
    }
  }
}
