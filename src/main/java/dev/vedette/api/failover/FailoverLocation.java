package dev.vedette.api.failover;

import dev.vedette.journal.Journal;
import dev.vedette.journal.failover.FailoverRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * Knows where the record of a failover is. For a failover that was just started, {@code
 * <master>-<epoch>} names its record as well: the journal may not have given it an id yet.
 */
public final class FailoverLocation {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Journal journal;

  /** Records of that journal. */
  public FailoverLocation(Journal journal) {
    this.journal = journal;
  }

  /** The id under which the record of a failover can be asked for that was started just now. */
  public String idOf(String master, long epoch) {
    return journal.failoverId(master, epoch, PATIENCE).orElse(master + "-" + epoch);
  }

  /** The record of that id, waiting a moment for one that is being written. */
  Optional<FailoverRecord> find(String id) {
    String canonical = canonical(id);
    Optional<FailoverRecord> found = journal.failover(canonical);
    return found.isPresent() || !awaitNews() ? found : journal.failover(canonical);
  }

  private boolean awaitNews() {
    try {
      return journal.awaitBeyond(journal.lastId(), PATIENCE.dividedBy(4));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String canonical(String id) {
    int dash = id.lastIndexOf('-');
    String epoch = id.substring(dash + 1);
    if (dash < 1 || !epoch.matches("[0-9]{1,18}")) {
      return id;
    }
    return journal
        .failoverId(id.substring(0, dash), Long.parseLong(epoch), Duration.ZERO)
        .orElse(id);
  }
}
