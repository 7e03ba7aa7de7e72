package dev.vedette.journal;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whose journal it is, where it is kept unless a property says otherwise, and how far it has come
 * in this process. The composition root provides it together with the engine; it outlives an admin
 * side that ends and is started again. Thread-safe.
 */
public final class JournalHome {

  private final Path file;
  private final String myId;
  private final AtomicLong lastSequence = new AtomicLong();

  /**
   * The home of a journal that has heard nothing yet.
   *
   * @param file the database file
   * @param myId run id of this sentinel
   */
  public JournalHome(Path file, String myId) {
    this.file = file;
    this.myId = myId;
  }

  /** The database file unless a property says otherwise. */
  public Path file() {
    return file;
  }

  /** Run id of this sentinel. */
  public String myId() {
    return myId;
  }

  /** The last event of this process that is committed, 0 for none. */
  long lastSequence() {
    return lastSequence.get();
  }

  void committedUpTo(long sequence) {
    lastSequence.accumulateAndGet(sequence, Math::max);
  }
}
