package dev.vedette.notify;

import dev.vedette.notify.delivery.NotifyClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time passes when the test says so. */
public final class ManualClock implements NotifyClock {

  private static final long EPOCH = 1_767_225_600_000L;

  private final AtomicLong millis = new AtomicLong();

  /** Lets time pass. */
  public void advance(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  /** Lets time pass. */
  public void advance(long time) {
    millis.addAndGet(time);
  }

  @Override
  public long wallMillis() {
    return EPOCH + millis.get();
  }

  @Override
  public long monotonicMillis() {
    return millis.get();
  }
}
