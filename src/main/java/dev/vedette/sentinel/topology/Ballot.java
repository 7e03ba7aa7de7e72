package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.FOREVER;
import static dev.vedette.sentinel.topology.Times.NEVER;

/**
 * How the last election about a master's failover went for us: we stood ourselves, or we gave our
 * vote to another and watch what comes of it.
 */
public final class Ballot {

  private long askingSince = NEVER;
  private boolean lost;
  private int rounds;
  private long retryAt = FOREVER;
  private long epoch = -1;
  private boolean watching;
  private long watchedSince = NEVER;

  /** We want the votes of that epoch from now on. */
  public void stand(long newEpoch, long now) {
    epoch = newEpoch;
    askingSince = now;
    lost = false;
    retryAt = FOREVER;
    watching = false;
  }

  /** Since when we have wanted the votes of the present epoch. */
  public long askingSince() {
    return askingSince;
  }

  /** Nobody was elected: there is to be another round. */
  public void lose() {
    lost = true;
    rounds++;
    watching = false;
  }

  /** Whether there is to be another round. */
  public boolean isLost() {
    return lost;
  }

  /** How many elections in a row were lost. */
  public int rounds() {
    return rounds;
  }

  /** Counts the rounds from the beginning. */
  public void forgetRounds() {
    rounds = 0;
  }

  /** The next round of ours begins then. */
  public void retryAt(long when) {
    retryAt = when;
  }

  /** When the next round of ours begins; {@link Times#FOREVER} while none is planned. */
  public long retryAt() {
    return retryAt;
  }

  /** Somebody else is to lead in that epoch, for all we know. */
  public void watch(long newEpoch, long now) {
    epoch = newEpoch;
    watching = true;
    watchedSince = now;
    lost = false;
    retryAt = FOREVER;
  }

  /** Whether the outcome of somebody else's election is to be seen. */
  public boolean isWatching() {
    return watching;
  }

  /** Epoch of the last election that we took part in; -1 before the first. */
  public long epoch() {
    return epoch;
  }

  /** Since when its outcome is awaited. */
  public long watchedSince() {
    return watchedSince;
  }

  /** There is nothing left to elect anybody for. */
  public void settle() {
    lost = false;
    rounds = 0;
    retryAt = FOREVER;
    watching = false;
  }
}
