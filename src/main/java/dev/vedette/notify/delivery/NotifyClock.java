package dev.vedette.notify.delivery;

import java.util.concurrent.TimeUnit;

/** The two clocks of the pipeline. */
public interface NotifyClock {

  /** The clocks of this machine. */
  NotifyClock SYSTEM =
      new NotifyClock() {
        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long monotonicMillis() {
          return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }
      };

  /** Milliseconds since 1970, for people and for what is stored; may jump. */
  long wallMillis();

  /** Milliseconds since some moment, for waiting; never goes back. */
  long monotonicMillis();
}
