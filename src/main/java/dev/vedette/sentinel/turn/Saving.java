package dev.vedette.sentinel.turn;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.topology.Times;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is decided gets to disk. While it does not, a vote could be given twice and a
 * promotion forgotten by a restart: the engine withholds our votes, and we do not lead a failover
 * by a vote that only we remember.
 */
public final class Saving {

  /**
   * A write holds all masters. While many nodes are found one after the other, the writes may not
   * take more time than the rest: so long for each master, and no longer than {@link
   * #MAX_PAUSE_MILLIS}, lies between two.
   */
  private static final long PAUSE_MILLIS_FOR_EACH_MASTER = 1;

  /** Whoever was found is on disk by then at the latest. */
  public static final long MAX_PAUSE_MILLIS = 1_000;

  private @Nullable String failure;
  private long savedVersion;
  private long discoveriesSavedAt = Times.NEVER;
  private long discoveriesDueAt = Times.FOREVER;

  Saving() {}

  /** The state could not be written; that version is the newest on disk. */
  public void fails(Turn turn, long newestSaved, String reason) {
    boolean news = failure == null;
    failure = reason;
    savedVersion = newestSaved;
    if (news) {
      turn.emitOfProcess(EventType.VOTES_WITHHELD, "#state cannot be saved: " + reason);
    }
  }

  /** Everything is on disk again. */
  public void works(Turn turn) {
    if (failure != null) {
      failure = null;
      turn.emitOfProcess(EventType.VOTES_GIVEN, "#state is saved again");
    }
  }

  /**
   * Somebody was found.
   *
   * @return whether that is to be saved at once; else it is when {@link #discoveriesDueAt()} comes,
   *     or with whatever is saved before
   */
  boolean discovered(int masters, long now) {
    long pause = Math.min(MAX_PAUSE_MILLIS, masters * PAUSE_MILLIS_FOR_EACH_MASTER);
    long dueAt = discoveriesSavedAt + pause;
    boolean atOnce = now >= dueAt || now == discoveriesSavedAt;
    if (atOnce) {
      discoveriesSavedAt = now;
    } else {
      discoveriesDueAt = Math.min(discoveriesDueAt, dueAt);
    }
    return atOnce;
  }

  /** Everything is being saved now. */
  void everything(long now) {
    if (discoveriesDueAt != Times.FOREVER) {
      discoveriesSavedAt = now;
      discoveriesDueAt = Times.FOREVER;
    }
  }

  /** When those have to be saved who were found lately; {@link Times#FOREVER} for never. */
  public long discoveriesDueAt() {
    return discoveriesDueAt;
  }

  /** Why the state cannot be saved; null when it can. */
  public @Nullable String failure() {
    return failure;
  }

  /**
   * Whether that version would survive a restart, as far as we know: a write that has not failed is
   * made before anything that rests on it.
   */
  public boolean covers(long version) {
    return failure == null || version <= savedVersion;
  }
}
