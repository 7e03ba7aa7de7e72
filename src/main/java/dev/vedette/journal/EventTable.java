package dev.vedette.journal;

import dev.vedette.sentinel.event.Event.Subject;
import dev.vedette.sentinel.event.EventLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of events. */
@SuppressWarnings(
    "EnumOrdinal") // the level's column sorts as levels do; their order is the protocol's
final class EventTable {

  private static final int PRUNE_BATCH = 500;

  private final JdbcClient jdbc;

  EventTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Entry entry) {
    Subject subject = entry.subject();
    jdbc.sql(
            """
            INSERT INTO event (time, type, level, master, subject_kind, subject_name, subject_host,
              subject_port, payload, leading, epoch, sequence, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(entry.time().toEpochMilli())
        .param(entry.type())
        .param(entry.level().ordinal())
        .param(entry.master())
        .param(subject == null ? null : subject.kind())
        .param(subject == null ? null : subject.name())
        .param(subject == null ? null : subject.host())
        .param(subject == null ? null : subject.port())
        .param(entry.payload())
        .param(entry.leading() ? 1 : 0)
        .param(entry.epoch())
        .param(entry.sequence())
        .param(JournalJson.write(entry.detail()))
        .update();
  }

  /** The greatest id ever given; ids start at the time of creation. */
  long lastId() {
    return jdbc.sql("SELECT seq FROM sqlite_sequence WHERE name = 'event'")
        .query(Long.class)
        .single();
  }

  /** The newest entry's type, empty when there is none. */
  Optional<String> newestType() {
    return jdbc.sql("SELECT type FROM event ORDER BY id DESC LIMIT 1")
        .query(String.class)
        .optional();
  }

  List<JournalEvent> find(EventQuery query) {
    Filter filter =
        new Filter()
            .and("master = ?", query.master())
            .and("type GLOB ?", query.type())
            .and("level >= ?", query.level() == null ? null : query.level().ordinal())
            .andTime("time >= ?", query.from())
            .andTime("time < ?", query.until())
            .and("id > ?", query.afterId())
            .and("id < ?", query.beforeId());
    String order = query.newestFirst() ? " ORDER BY id DESC" : " ORDER BY id";
    return jdbc.sql("SELECT * FROM event" + filter.clause() + order + " LIMIT " + query.limit())
        .params(filter.values())
        .query((row, number) -> event(row))
        .list();
  }

  private static JournalEvent event(ResultSet row) throws SQLException {
    String kind = row.getString("subject_kind");
    Subject subject =
        kind == null
            ? null
            : new Subject(
                kind,
                row.getString("subject_name"),
                row.getString("subject_host"),
                row.getInt("subject_port"));
    return new JournalEvent(
        row.getLong("id"),
        Instant.ofEpochMilli(row.getLong("time")),
        row.getString("type"),
        EventLevel.values()[row.getInt("level")],
        row.getString("master"),
        subject,
        row.getString("payload"),
        row.getInt("leading") == 1,
        row.getLong("epoch"),
        row.getLong("sequence"),
        JournalJson.object(row.getString("detail")));
  }

  /**
   * Removes some of the oldest entries that are too old or too many.
   *
   * @return whether there may be more of them
   */
  boolean pruneSome(Instant oldest, long maxEvents) {
    long surplus = jdbc.sql("SELECT count(*) FROM event").query(Long.class).single() - maxEvents;
    if (surplus > 0) {
      long some = Math.min(surplus, PRUNE_BATCH);
      jdbc.sql("DELETE FROM event WHERE id IN (SELECT id FROM event ORDER BY id LIMIT ?)")
          .param(some)
          .update();
      return true;
    }
    int old =
        jdbc.sql(
                "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE time < ? LIMIT "
                    + PRUNE_BATCH
                    + ")")
            .param(oldest.toEpochMilli())
            .update();
    return old == PRUNE_BATCH;
  }
}
