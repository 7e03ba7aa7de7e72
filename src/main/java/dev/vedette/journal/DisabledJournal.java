package dev.vedette.journal;

import dev.vedette.journal.JournalStatus.State;
import dev.vedette.journal.failover.FailoverRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A journal that is switched off: it keeps nothing. */
final class DisabledJournal implements Journal {

  private static final String REASON =
      "The journal is switched off; set vedette.journal.enabled=true to keep events.";

  private final Path file;

  DisabledJournal(Path file) {
    this.file = file;
  }

  @Override
  public List<JournalEvent> events(EventQuery query) {
    throw new JournalUnavailableException(REASON);
  }

  @Override
  public boolean awaitBeyond(long id, Duration patience) {
    throw new JournalUnavailableException(REASON);
  }

  @Override
  public long lastId() {
    return 0;
  }

  @Override
  public List<FailoverRecord> failovers(FailoverQuery query) {
    throw new JournalUnavailableException(REASON);
  }

  @Override
  public Optional<FailoverRecord> failover(String id) {
    throw new JournalUnavailableException(REASON);
  }

  @Override
  public Optional<String> failoverId(String master, long epoch, Duration patience) {
    return Optional.empty();
  }

  @Override
  public void audit(@Nullable String master, String text, Map<String, Object> detail) {}

  @Override
  public JournalStatus status() {
    return new JournalStatus(
        State.DISABLED, null, file, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, 0, null, 0);
  }
}
