package dev.vedette.sentinel.turn;

import dev.vedette.sentinel.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is decided gets to disk. While it does not, a vote could be given twice and a
 * promotion forgotten by a restart: the engine withholds our votes, and we do not lead a failover
 * by a vote that only we remember.
 */
public final class Saving {

  private @Nullable String failure;
  private long savedVersion;

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
