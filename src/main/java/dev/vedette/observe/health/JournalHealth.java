package dev.vedette.observe.health;

import dev.vedette.journal.Journal;
import dev.vedette.journal.JournalStatus;
import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the journal can be written, and what was lost. */
final class JournalHealth implements HealthIndicator {

  private final Journal journal;

  JournalHealth(Journal journal) {
    this.journal = journal;
  }

  @Override
  public Health health() {
    JournalStatus status = journal.status();
    Health.Builder health =
        switch (status.state()) {
          case OPEN, OPENING, DISABLED -> Health.up();
          case BROKEN, CLOSED -> Health.status(Statuses.DEGRADED);
        };
    if (status.failure() != null) {
      health.withDetail("reason", status.failure());
    }
    if (status.movedAside() != null) {
      health.withDetail("movedAside", status.movedAside().toString());
    }
    return health
        .withDetail("state", status.state().name().toLowerCase(Locale.ROOT))
        .withDetail("file", status.file().toString())
        .withDetail("waiting", status.waiting())
        .withDetail("lagMillis", status.lagMillis())
        .withDetail("lost", status.lost())
        .withDetail("sizeBytes", status.sizeBytes())
        .build();
  }
}
