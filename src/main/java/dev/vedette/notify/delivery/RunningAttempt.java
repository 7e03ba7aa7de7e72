package dev.vedette.notify.delivery;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on a thread of its own. It ends once: by its result, or by being given up, whichever
 * comes first; whatever comes later is ignored.
 */
final class RunningAttempt {

  private final Channel channel;
  private final Channel.Attempt attempt;
  private final Consumer<DeliveryResult> whenEnded;
  private final Runnable whenThreadEnded;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Object interruption = new Object();
  private @Nullable Thread thread;

  /**
   * An attempt that does nothing before {@link #start}.
   *
   * @param whenEnded takes the result
   * @param whenThreadEnded called when the channel has really returned
   */
  RunningAttempt(
      Channel channel,
      Channel.Attempt attempt,
      Consumer<DeliveryResult> whenEnded,
      Runnable whenThreadEnded) {
    this.channel = channel;
    this.attempt = attempt;
    this.whenEnded = whenEnded;
    this.whenThreadEnded = whenThreadEnded;
  }

  void start(Executor executor) {
    executor.execute(this::run);
  }

  private void run() {
    synchronized (interruption) {
      thread = Thread.currentThread();
    }
    try {
      end(deliver());
    } finally {
      synchronized (interruption) {
        thread = null;
      }
      whenThreadEnded.run();
    }
  }

  private DeliveryResult deliver() {
    if (ended.get()) {
      return new Retry("cancelled");
    }
    try {
      return channel.deliver(attempt);
    } catch (InterruptedException e) {
      return new Retry("interrupted");
    } catch (Exception e) {
      return new Retry(oneLine(e));
    }
  }

  /** Ends it with that result, and interrupts its thread. */
  void giveUp(DeliveryResult result) {
    end(result);
    synchronized (interruption) {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  private void end(DeliveryResult result) {
    if (ended.compareAndSet(false, true)) {
      whenEnded.accept(result);
    }
  }

  /** An exception as one line for people. */
  static String oneLine(Throwable e) {
    String message = e.getMessage();
    String text = message == null ? e.getClass().getSimpleName() : message;
    return text.replaceAll("\\s+", " ").strip();
  }
}
