package dev.vedette.journal;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the journal is, at one moment.
 *
 * @param state whether it is being written
 * @param failure what is wrong, one line for people; null when nothing is
 * @param file the database file
 * @param waiting how many entries wait to be committed
 * @param lagMillis how long the oldest of them has waited, 0 when none waits
 * @param committed how many entries were committed since the start
 * @param lost how many entries were given up since the start because too many were waiting
 * @param commits how many transactions were committed since the start
 * @param commitNanos how long all of them took together
 * @param lastCommitNanos how long the last one took
 * @param longestCommitNanos how long the longest one took
 * @param failures how many attempts to open or write failed since the start
 * @param lastCommit wall time of the last commit, null before the first
 * @param lastId id of the last committed entry, 0 before the first
 * @param movedAside where a damaged database was moved to since the start, null when none was
 * @param sizeBytes size of the database file and its log on disk
 */
public record JournalStatus(
    State state,
    @Nullable String failure,
    Path file,
    int waiting,
    long lagMillis,
    long committed,
    long lost,
    long commits,
    long commitNanos,
    long lastCommitNanos,
    long longestCommitNanos,
    long failures,
    @Nullable Instant lastCommit,
    long lastId,
    @Nullable Path movedAside,
    long sizeBytes) {

  /** Whether the journal is being written. */
  public enum State {
    /** Switched off in the configuration. */
    DISABLED,
    /** The database is being opened for the first time. */
    OPENING,
    /** All is well. */
    OPEN,
    /** It cannot be written; this is tried again and again. */
    BROKEN,
    /** Stopped. */
    CLOSED
  }
}
