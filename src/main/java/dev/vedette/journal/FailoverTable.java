package dev.vedette.journal;

import dev.vedette.journal.failover.FailoverRecord;
import dev.vedette.journal.failover.Outcome;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of failover records. */
final class FailoverTable {

  private final JdbcClient jdbc;

  FailoverTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes a record, or replaces the one of the same id. */
  void save(FailoverRecord failover) {
    jdbc.sql(
            """
            INSERT INTO failover (id, master, epoch, part, outcome, started_at, record)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, record = excluded.record
            """)
        .param(failover.id())
        .param(failover.master())
        .param(failover.epoch())
        .param(failover.part().name())
        .param(failover.outcome().name())
        .param(failover.startedAt().toEpochMilli())
        .param(JournalJson.write(failover))
        .update();
  }

  Optional<FailoverRecord> find(String id) {
    return jdbc.sql("SELECT record FROM failover WHERE id = ?")
        .param(id)
        .query((row, number) -> JournalJson.failover(row.getString("record")))
        .optional();
  }

  List<FailoverRecord> find(FailoverQuery query) {
    Filter filter =
        new Filter()
            .and("master = ?", query.master())
            .and("outcome = ?", query.outcome() == null ? null : query.outcome().name())
            .andTime("started_at >= ?", query.from())
            .andTime("started_at < ?", query.until())
            .and("id < ?", query.beforeId());
    String order = " ORDER BY id DESC LIMIT " + query.limit();
    return jdbc.sql("SELECT record FROM failover" + filter.clause() + order)
        .params(filter.values())
        .query((row, number) -> JournalJson.failover(row.getString("record")))
        .list();
  }

  /** The records of failovers that have not ended. */
  List<FailoverRecord> inProgress() {
    return jdbc.sql("SELECT record FROM failover WHERE outcome = ?")
        .param(Outcome.IN_PROGRESS.name())
        .query((row, number) -> JournalJson.failover(row.getString("record")))
        .list();
  }

  /** Removes the oldest records above that number. */
  void prune(long maxFailovers) {
    jdbc.sql(
            "DELETE FROM failover WHERE id IN (SELECT id FROM failover ORDER BY id DESC LIMIT -1"
                + " OFFSET ?)")
        .param(maxFailovers)
        .update();
  }
}
