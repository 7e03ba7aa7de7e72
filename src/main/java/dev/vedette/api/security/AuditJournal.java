package dev.vedette.api.security;

import dev.vedette.journal.Journal;
import java.util.Map;

/** Writes audit records into the journal, where {@code GET /events?type=%2Baudit} finds them. */
public final class AuditJournal implements AuditSink {

  private final Journal journal;

  /** Writes into that journal. */
  public AuditJournal(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void accept(AuditRecord change) {
    journal.audit(
        null,
        "%s %s %s %d".formatted(change.who(), change.method(), change.path(), change.status()),
        Map.of(
            "who", change.who(),
            "from", change.from(),
            "method", change.method(),
            "path", change.path(),
            "status", change.status(),
            "what", change.detail()));
  }
}
