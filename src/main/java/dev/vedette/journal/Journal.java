package dev.vedette.journal;

import dev.vedette.journal.failover.FailoverRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened, for those who want to know. Thread-safe; queries run on threads of the journal's
 * own, because the database's native code would hold up all other virtual threads.
 *
 * <p>An entry can be seen when it is committed, not before. Every query throws a {@link
 * JournalUnavailableException} when the journal is switched off, or cannot be read now.
 */
public interface Journal {

  /** The events that fit, in the order asked for. */
  List<JournalEvent> events(EventQuery query);

  /**
   * Waits for an entry after that one.
   *
   * <p>To follow the journal from an entry on: ask for {@link EventQuery#after} again and again,
   * and wait here whenever nothing is left. Nothing is missed and nothing comes twice.
   *
   * @param id of the last entry that is known
   * @param patience how long to wait at most
   * @return whether there is one now
   */
  boolean awaitBeyond(long id, Duration patience) throws InterruptedException;

  /** The id of the last committed entry, 0 before the database is open. */
  long lastId();

  /** The failovers that fit, newest first. */
  List<FailoverRecord> failovers(FailoverQuery query);

  /** One failover, empty when there is none of that id (any more). */
  Optional<FailoverRecord> failover(String id);

  /**
   * The id of the record of a failover that this process has started. It is known a moment after
   * the engine has answered; its record can be read when it is committed.
   *
   * @param patience how long to wait at most until it is known
   * @return empty when it did not become known
   */
  Optional<String> failoverId(String master, long epoch, Duration patience);

  /**
   * Writes down that somebody changed something. Returns at once.
   *
   * @param master the master concerned, null for none
   * @param text one line for people, without secrets
   * @param detail who, from where, what: names and values that can be written as JSON, without
   *     secrets
   */
  void audit(@Nullable String master, String text, Map<String, Object> detail);

  /** How the journal is. Never waits. */
  JournalStatus status();
}
