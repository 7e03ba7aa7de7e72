package dev.vedette.notify.delivery;

import dev.vedette.notify.route.Item;
import dev.vedette.notify.route.OpenProblem;
import dev.vedette.notify.route.RouteState;
import dev.vedette.notify.route.Silence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What routes remember, on disk: alerts that wait for others, problems that last, silences, and
 * disabled channels. Every method is one transaction; all throw {@link DataAccessException} when
 * the database refuses. Thread-safe.
 */
public final class RoutingStore {

  private static final TypeReference<List<Item>> ITEMS = new TypeReference<>() {};

  private final QueueDatabase database;
  private final DeliveryStore deliveries;
  private final JsonMapper json;

  /** On that database. */
  public RoutingStore(QueueDatabase database, DeliveryStore deliveries, JsonMapper json) {
    this.database = database;
    this.deliveries = deliveries;
    this.json = json;
  }

  /** A channel that wants nothing any more. */
  public record Disabled(String channel, String target, long sinceMillis, String reason) {}

  /** How far a process has looked at its events. */
  public record Progress(String process, long sequence) {}

  /**
   * Stores what came of some alerts, all or nothing: the deliveries that are to be made now, what
   * the routes remember, and how far that goes.
   *
   * @param changes by name of the route
   */
  public List<Delivery> store(
      List<DeliveryStore.Outgoing> outgoing,
      Map<String, RouteState.Changes> changes,
      Progress progress,
      long wallMillis) {
    return database.call(client -> {
      client
          .sql("INSERT OR REPLACE INTO handed_over VALUES (?, ?)")
          .params(progress.process(), progress.sequence())
          .update();
      changes.forEach((route, change) -> storeChanges(client, route, change));
      return deliveries.insert(client, outgoing, wallMillis);
    });
  }

  private void storeChanges(JdbcClient client, String route, RouteState.Changes changes) {
    changes
        .groups()
        .forEach((key, items) -> {
          if (items.isEmpty()) {
            client
                .sql("DELETE FROM waiting_group WHERE route = ? AND group_key = ?")
                .params(route, key)
                .update();
          } else {
            client
                .sql("INSERT OR REPLACE INTO waiting_group VALUES (?, ?, ?)")
                .params(route, key, json.writerFor(ITEMS).writeValueAsString(items))
                .update();
          }
        });
    changes
        .problems()
        .forEach((key, problem) -> {
          if (problem.isEmpty()) {
            client
                .sql("DELETE FROM open_problem WHERE route = ? AND problem = ?")
                .params(route, key)
                .update();
          } else {
            client
                .sql("INSERT OR REPLACE INTO open_problem VALUES (?, ?, ?)")
                .params(route, key, json.writeValueAsString(problem.get()))
                .update();
          }
        });
  }

  /** The last event that this process has looked at, 0 for none; forgets other processes. */
  public long lastSequence(String process) {
    return database.call(client -> {
      client.sql("DELETE FROM handed_over WHERE process <> ?").param(process).update();
      return client
          .sql("SELECT sequence FROM handed_over WHERE process = ?")
          .param(process)
          .query(Long.class)
          .optional()
          .orElse(0L);
    });
  }

  /** Gives a route back what it remembered. */
  public void restore(RouteState state, long nowMillis) {
    String route = state.route().name();
    record Waiting(String key, String items) {}
    List<Waiting> groups =
        database.call(client ->
            client
                .sql("SELECT group_key, items FROM waiting_group WHERE route = ?")
                .param(route)
                .query((row, n) -> new Waiting(row.getString(1), row.getString(2)))
                .list());
    for (Waiting group : groups) {
      for (Item item : json.readValue(group.items(), ITEMS)) {
        state.restore(group.key(), item, nowMillis);
      }
    }
    List<String> problems =
        database.call(client ->
            client
                .sql("SELECT content FROM open_problem WHERE route = ?")
                .param(route)
                .query(String.class)
                .list());
    problems.forEach(
        content -> state.restore(json.readValue(content, OpenProblem.class), nowMillis));
  }

  /**
   * Forgets what routes remembered that exist no more.
   *
   * @return names of those that had accepted alerts and not told them yet
   */
  public List<String> keepOnly(List<String> routes) {
    List<String> names = routes.isEmpty() ? List.of("") : routes;
    return database.call(client -> {
      client
          .sql("DELETE FROM open_problem WHERE route NOT IN (:routes)")
          .param("routes", names)
          .update();
      List<String> gone =
          client
              .sql("SELECT DISTINCT route FROM waiting_group WHERE route NOT IN (:routes)")
              .param("routes", names)
              .query((row, n) -> row.getString(1))
              .list();
      client
          .sql("DELETE FROM waiting_group WHERE route NOT IN (:routes)")
          .param("routes", names)
          .update();
      return gone;
    });
  }

  /** Adds a silence, or replaces the one with its id. */
  public void save(Silence silence) {
    database.run(client ->
        client
            .sql("INSERT OR REPLACE INTO silence VALUES (?, ?, ?)")
            .params(silence.id(), silence.endsMillis(), json.writeValueAsString(silence))
            .update());
  }

  /** Removes a silence. */
  public boolean deleteSilence(String id) {
    return database.call(
            client -> client.sql("DELETE FROM silence WHERE id = ?").param(id).update())
        > 0;
  }

  /** All silences that end after a time; the others are removed. */
  public List<Silence> silences(long endingAfter) {
    return database.call(client -> {
      client.sql("DELETE FROM silence WHERE ends <= ?").param(endingAfter).update();
      return client
          .sql("SELECT content FROM silence ORDER BY ends")
          .query((row, n) -> json.readValue(row.getString(1), Silence.class))
          .list();
    });
  }

  /** Takes note that a channel is disabled. */
  public void disable(Disabled disabled) {
    database.run(client ->
        client
            .sql("INSERT OR REPLACE INTO disabled_channel VALUES (?, ?, ?, ?)")
            .params(
                disabled.channel(), disabled.target(), disabled.sinceMillis(), disabled.reason())
            .update());
  }

  /** Takes note that a channel is enabled again. */
  public void enable(String channel) {
    database.run(client ->
        client.sql("DELETE FROM disabled_channel WHERE channel = ?").param(channel).update());
  }

  /** The disabled channel of that name. */
  public Optional<Disabled> disabled(String channel) {
    return database.call(client ->
        client
            .sql("SELECT * FROM disabled_channel WHERE channel = ?")
            .param(channel)
            .query((row, n) ->
                new Disabled(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
            .optional());
  }
}
