package dev.vedette.notify.delivery;

import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.delivery.Delivery.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deliveries on disk. Every method is one transaction; all of them throw {@link
 * DataAccessException} when the database refuses. Thread-safe.
 */
public final class DeliveryStore {

  private static final int SUMMARY_LENGTH = 500;
  private static final int ERROR_LENGTH = 1_000;

  private final QueueDatabase database;
  private final JsonMapper json;

  /** On that database. */
  public DeliveryStore(QueueDatabase database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * A message for a channel, not stored yet.
   *
   * @param channel name of the channel
   * @param notification what is to be told
   */
  public record Outgoing(String channel, Notification notification) {}

  /** Adds deliveries within a transaction of the caller. They are due at once. */
  List<Delivery> insert(JdbcClient client, List<Outgoing> outgoing, long wallMillis) {
    List<Delivery> stored = new ArrayList<>();
    for (Outgoing out : outgoing) {
      Notification notification = out.notification();
      long seq =
          client
              .sql(
                  """
                  INSERT INTO delivery (id, route, channel, master, summary, state, attempts,
                    created, due, notification)
                  VALUES (:id, :route, :channel, :master, :summary, 'WAITING', 0, :created, :due,
                    :notification)
                  RETURNING seq
                  """)
              .param("id", notification.id())
              .param("route", notification.route())
              .param("channel", out.channel())
              .param("master", Delivery.laneMaster(notification))
              .param("summary", shorten(notification.summary(), SUMMARY_LENGTH))
              .param("created", notification.createdMillis())
              .param("due", wallMillis)
              .param("notification", json.writeValueAsString(notification))
              .query(Long.class)
              .single();
      stored.add(
          new Delivery(
              seq,
              out.channel(),
              notification,
              DeliveryState.WAITING,
              0,
              wallMillis,
              null,
              null,
              null));
    }
    return stored;
  }

  /** Adds deliveries; they are due at once. */
  public List<Delivery> add(List<Outgoing> outgoing, long wallMillis) {
    return database.call(client -> insert(client, outgoing, wallMillis));
  }

  /** The oldest waiting delivery of a lane, null when there is none. */
  public @Nullable Delivery head(Lane lane) {
    Optional<Delivery> head =
        database.call(client ->
            client
                .sql(
                    """
                    SELECT * FROM delivery
                    WHERE state = 'WAITING' AND channel = :channel AND master = :master
                    ORDER BY seq LIMIT 1
                    """)
                .param("channel", lane.channel())
                .param("master", lane.master())
                .query(this::delivery)
                .optional());
    return head.orElse(null);
  }

  /** All lanes in which something waits. */
  public List<Lane> lanes() {
    return database.call(client ->
        client
            .sql("SELECT DISTINCT channel, master FROM delivery WHERE state = 'WAITING'")
            .query((row, n) -> new Lane(row.getString(1), row.getString(2)))
            .list());
  }

  /** Takes note of an attempt that failed and will be followed by another. */
  public void retry(
      long seq, int attempts, long dueMillis, String error, @Nullable String progress) {
    database.run(client ->
        client
            .sql(
                """
                UPDATE delivery SET attempts = :attempts, due = :due, error = :error,
                  progress = :progress
                WHERE seq = :seq AND state = 'WAITING'
                """)
            .param("attempts", attempts)
            .param("due", dueMillis)
            .param("error", shorten(error, ERROR_LENGTH))
            .param("progress", progress)
            .param("seq", seq)
            .update());
  }

  /**
   * Takes note of the end of a delivery.
   *
   * @return false when it was over already
   */
  public boolean finish(
      long seq, DeliveryState state, int attempts, @Nullable String error, long wallMillis) {
    return database.call(client ->
        client
            .sql(
                """
                UPDATE delivery SET state = :state, attempts = :attempts, error = :error,
                  progress = NULL, finished = :finished
                WHERE seq = :seq AND state = 'WAITING'
                """)
            .param("state", state.name())
            .param("attempts", attempts)
            .param("error", error == null ? null : shorten(error, ERROR_LENGTH))
            .param("finished", wallMillis)
            .param("seq", seq)
            .update())
        > 0;
  }

  /** Ends all waiting deliveries that are meant. */
  public int finishAll(DeliveryFilter filter, DeliveryState state, String error, long wallMillis) {
    return database.call(client ->
        client
            .sql(
                "UPDATE delivery SET state = :state, error = :error, finished = :finished"
                    + " WHERE state = 'WAITING' AND "
                    + filter.in(java.util.Set.of()).where())
            .params(filter.in(java.util.Set.of()).parameters())
            .param("state", state.name())
            .param("error", error)
            .param("finished", wallMillis)
            .update());
  }

  /**
   * Drops the oldest waiting deliveries of a channel, beyond the newest {@code keep}.
   *
   * @return how many
   */
  public int dropOldest(String channel, int keep, long wallMillis) {
    return database.call(client ->
        client
            .sql(
                """
                UPDATE delivery SET state = 'DROPPED', error = 'made room for newer ones',
                  finished = :finished
                WHERE state = 'WAITING' AND channel = :channel AND seq <= (
                  SELECT seq FROM delivery WHERE state = 'WAITING' AND channel = :channel
                  ORDER BY seq DESC LIMIT 1 OFFSET :keep)
                """)
            .param("finished", wallMillis)
            .param("channel", channel)
            .param("keep", keep)
            .update());
  }

  /** Lets one delivery that is over, or waits, be attempted from the beginning, at once. */
  public Optional<Delivery> replay(long seq, long wallMillis) {
    return database.call(client -> {
      client
          .sql(
              """
              UPDATE delivery SET state = 'WAITING', attempts = 0, due = :due, finished = NULL
              WHERE seq = :seq AND state <> 'DELIVERED'
              """)
          .param("due", wallMillis)
          .param("seq", seq)
          .update();
      return bySeq(client, seq);
    });
  }

  /** Lets all that are meant and dead, dropped or cancelled be attempted again, at once. */
  public int replayAll(DeliveryFilter filter, long wallMillis) {
    return database.call(client ->
        client
            .sql(
                "UPDATE delivery SET state = 'WAITING', attempts = 0, due = :due,"
                    + " finished = NULL"
                    + " WHERE state IN ('DEAD', 'DROPPED', 'CANCELLED') AND "
                    + filter.where())
            .params(filter.parameters())
            .param("due", wallMillis)
            .update());
  }

  /** One delivery. */
  public Optional<Delivery> find(long seq) {
    return database.call(client -> bySeq(client, seq));
  }

  private Optional<Delivery> bySeq(JdbcClient client, long seq) {
    return client
        .sql("SELECT * FROM delivery WHERE seq = :seq")
        .param("seq", seq)
        .query(this::delivery)
        .optional();
  }

  /**
   * Deliveries, newest first.
   *
   * @param beforeSeq only older ones than that; {@link Long#MAX_VALUE} for the first page
   */
  public List<Delivery> list(DeliveryFilter filter, long beforeSeq, int limit) {
    return database.call(client ->
        client
            .sql(
                "SELECT * FROM delivery WHERE seq < :before AND "
                    + filter.where()
                    + " ORDER BY seq DESC LIMIT :limit")
            .params(filter.parameters())
            .param("before", beforeSeq)
            .param("limit", limit)
            .query(this::delivery)
            .list());
  }

  /** How many deliveries a channel has in a state. */
  public record Tally(String channel, DeliveryState state, long count, long oldestMillis) {}

  /** Counts by channel and state. */
  public List<Tally> tally() {
    return database.call(client ->
        client
            .sql(
                "SELECT channel, state, COUNT(*), MIN(created) FROM delivery"
                    + " GROUP BY state, channel")
            .query((row, n) ->
                new Tally(
                    row.getString(1),
                    DeliveryState.valueOf(row.getString(2)),
                    row.getLong(3),
                    row.getLong(4)))
            .list());
  }

  /**
   * Forgets deliveries that were over before a time, and the oldest of the others beyond the newest
   * {@code keep}.
   */
  public int prune(long finishedBefore, int keep) {
    return database.call(client ->
        client
            .sql(
                """
                DELETE FROM delivery WHERE finished IS NOT NULL AND (finished < :before
                  OR finished < (SELECT finished FROM delivery WHERE finished IS NOT NULL
                    ORDER BY finished DESC LIMIT 1 OFFSET :keep))
                """)
            .param("before", finishedBefore)
            .param("keep", keep)
            .update());
  }

  private Delivery delivery(ResultSet row, int n) throws SQLException {
    long finished = row.getLong("finished");
    boolean unfinished = row.wasNull();
    return new Delivery(
        row.getLong("seq"),
        row.getString("channel"),
        json.readValue(row.getString("notification"), Notification.class),
        DeliveryState.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getLong("due"),
        row.getString("error"),
        row.getString("progress"),
        unfinished ? null : finished);
  }

  private static String shorten(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
