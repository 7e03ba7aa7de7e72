package dev.vedette.observe.metrics;

import dev.vedette.journal.Journal;
import dev.vedette.journal.JournalStatus;
import dev.vedette.journal.JournalStatus.State;
import dev.vedette.observe.Picture;
import java.util.Optional;

/** How the journal keeps up. */
final class JournalMetrics implements MetricSource {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Journal journal;

  JournalMetrics(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    JournalStatus status = journal.status();
    if (status.state() == State.DISABLED) {
      return;
    }
    samples
        .flag(
            "vedette_journal_up",
            "1 while the journal can be written.",
            status.state() == State.OPEN)
        .gauge(
            "vedette_journal_queue_length", "Entries that wait to be committed.", status.waiting())
        .gauge(
            "vedette_journal_lag_seconds",
            "How long the oldest entry has waited to be committed.",
            status.lagMillis() / 1_000.0)
        .gauge("vedette_journal_size_bytes", "Size of the database on disk.", status.sizeBytes())
        .counter("vedette_journal_entries", "Entries that were committed.", status.committed())
        .counter(
            "vedette_journal_lost_entries",
            "Entries that were given up because too many were waiting.",
            status.lost())
        .counter(
            "vedette_journal_failures",
            "Attempts to open or write the journal that failed.",
            status.failures())
        .summary(
            "vedette_journal_commit_seconds",
            "Commits to the database.",
            status.commits(),
            status.commitNanos() / NANOS_PER_SECOND);
  }
}
