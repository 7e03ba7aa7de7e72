package dev.vedette.engine;

import dev.vedette.engine.EngineStatus.SaveStatus;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Input;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the state to disk, once per turn however often it is asked to: all decisions of a turn are
 * made before its first effect, so the first write holds them all.
 *
 * <p>When the disk refuses, the rest goes on, but until a later attempt works nothing is answered
 * as saved, nothing is ordered that rests on it, and the sentinel is told. Attempts are repeated
 * every {@link #RETRY_MILLIS}.
 */
final class PersistBarrier {

  /** Time between two attempts to save what could not be saved. */
  static final long RETRY_MILLIS = 1_000;

  private static final long SLOW_NANOS = 1_000_000_000;
  private static final long COMPLAIN_MILLIS = 30_000;
  private static final Logger LOG = LoggerFactory.getLogger(PersistBarrier.class);

  private final StateStore store;
  private final Sentinel sentinel;
  private final LongSupplier nowMillis;
  private final Consumer<Input> inputs;
  private long savedVersion = Long.MIN_VALUE;
  private boolean triedThisTurn;
  private boolean unsaved;
  private long retryAt = Long.MAX_VALUE;
  private long complainAt = Long.MIN_VALUE;
  private volatile SaveStatus status = new SaveStatus(0, 0, null, 0, null);
  private volatile EngineMeter meter = EngineMeter.NONE;

  /**
   * @param inputs takes what the sentinel has to be told: that saving fails, and that it works
   *     again
   */
  PersistBarrier(
      StateStore store, Sentinel sentinel, LongSupplier nowMillis, Consumer<Input> inputs) {
    this.inputs = inputs;
    this.store = store;
    this.sentinel = sentinel;
    this.nowMillis = nowMillis;
  }

  void meter(EngineMeter value) {
    meter = value;
  }

  /** A new turn: what could not be saved in the last one may be tried again. */
  void turnBegins() {
    triedThisTurn = false;
  }

  /**
   * Makes sure that the present state is on disk, or that {@link #unsaved} says so. Writes only
   * what has changed since the last write, and tries only once in a turn.
   */
  void persist() {
    if (!triedThisTurn && (unsaved || sentinel.stateVersion() != savedVersion)) {
      triedThisTurn = true;
      write();
    }
  }

  /** Whether what is on disk is older than what has been decided. */
  boolean unsaved() {
    return unsaved;
  }

  /** Whether that version of the state, or a newer one, is on disk. */
  boolean covers(long version) {
    return version <= 0 || version <= savedVersion;
  }

  /** When {@link #retryIfDue} wants to be called; {@code Long.MAX_VALUE} for never. */
  long retryAt() {
    return retryAt;
  }

  /** Tries again what could not be saved, when it is time to; that counts for this turn. */
  void retryIfDue() {
    if (unsaved && nowMillis.getAsLong() >= retryAt) {
      persist();
    }
  }

  /** Writes once more before the end. */
  void saveAtEnd() {
    write();
  }

  SaveStatus status() {
    return status;
  }

  private void write() {
    long start = System.nanoTime();
    long version = sentinel.stateVersion();
    @Nullable String failure = attempt();
    long nanos = System.nanoTime() - start;
    SaveStatus old = status;
    if (failure == null) {
      savedVersion = version;
      status = new SaveStatus(old.saves() + 1, old.failures(), Instant.now(), nanos, null);
      retryAt = Long.MAX_VALUE;
      complainAt = Long.MIN_VALUE;
      if (unsaved) {
        LOG.warn("The state is on disk again, votes and changes are answered as before");
        inputs.accept(new Input.SavingWorks());
      }
      unsaved = false;
    } else {
      status =
          new SaveStatus(
              old.saves(), old.failures() + 1, old.lastSaved(), old.lastSaveNanos(), failure);
      if (!unsaved) {
        unsaved = true;
        inputs.accept(new Input.SavingFailed(savedVersion, failure));
      }
      long now = nowMillis.getAsLong();
      retryAt = now + RETRY_MILLIS;
      complain(now, failure);
    }
    if (nanos > SLOW_NANOS) {
      LOG.warn(
          "Saving the state took {} ms. Nothing is decided meanwhile, and more than two seconds mean"
              + " TILT: this disk is too slow for a sentinel",
          nanos / 1_000_000);
    }
    meter.saved(failure == null, nanos);
  }

  private @Nullable String attempt() {
    try {
      store.save(sentinel.durableState());
      return null;
    } catch (IOException e) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    } catch (RuntimeException e) {
      LOG.error("Saving the state failed in an unexpected way", e);
      return e.toString();
    }
  }

  private void complain(long now, String failure) {
    if (now >= complainAt) {
      complainAt = now + COMPLAIN_MILLIS;
      LOG.error(
          "The state cannot be saved: {}. No vote is given and no change is confirmed until it"
              + " can; trying again every {} ms",
          failure,
          RETRY_MILLIS);
    }
  }
}
