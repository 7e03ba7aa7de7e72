package dev.vedette.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.notify.Alerts;
import dev.vedette.notify.ManualClock;
import dev.vedette.notify.RecordingChannel;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.delivery.DeliveryStore.Outgoing;
import dev.vedette.notify.delivery.Dispatcher.HistoryLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process ends between two steps of a delivery. A killed process writes nothing more: here its
 * connection to the file is closed, and whatever it still does fails.
 */
class CrashTest {

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private final RecordingChannel channel = new RecordingChannel("mail");
  private QueueDatabase database;
  private DeliveryStore store;
  private Dispatcher dispatcher;

  @BeforeEach
  void start() {
    database = QueueDatabase.openOrRemember(folder.resolve("queue.db"));
    store = new DeliveryStore(database, JsonMapper.builder().build());
    var active = new ActiveChannel(channel, RetryPlan.SERVER, 1, 100);
    dispatcher =
        new Dispatcher(
            store,
            new ChannelRegistry() {
              @Override
              public Optional<ActiveChannel> find(String name) {
                return Optional.of(active);
              }

              @Override
              public Optional<String> disabledBecause(String name) {
                return Optional.empty();
              }
            },
            new DeliveryObserver() {
              @Override
              public void attempted(String name, AttemptOutcome outcome, long tookMillis) {}

              @Override
              public void dead(String name, Notification notification, String error) {}

              @Override
              public void dropped(String name, int count) {}

              @Override
              public void gone(String name, String reason) {}

              @Override
              public void notStored(String error) {}
            },
            clock,
            Runnable::run,
            new SplittableRandom(1),
            HistoryLimits.DEFAULT);
    dispatcher.load();
  }

  @AfterEach
  void stop() {
    dispatcher.close();
    database.close();
  }

  @Test
  void before_the_first_attempt_loses_nothing() {
    send();
    restart();

    turns();
    assertThat(channel.told()).hasSize(1);
    assertThat(store.list(DeliveryFilter.of(DeliveryState.DELIVERED), Long.MAX_VALUE, 9))
        .hasSize(1);
  }

  @Test
  void while_it_is_sent_loses_nothing_and_sends_the_same_id_again() {
    channel.behave(attempt -> {
      database.close(); // sent, and killed before anything could be written down
      return new Delivered("ok");
    });
    send();
    turns();
    channel.behave(attempt -> new Delivered("ok"));
    restart();

    turns();
    assertThat(channel.told()).hasSize(2);
    assertThat(channel.told())
        .extracting(Notification::id)
        .containsOnly(channel.told().get(0).id());
    assertThat(store.list(DeliveryFilter.of(DeliveryState.DELIVERED), Long.MAX_VALUE, 9))
        .hasSize(1);
  }

  @Test
  void after_it_was_written_down_sends_nothing_again() {
    send();
    turns();
    restart();

    turns();
    assertThat(channel.told()).hasSize(1);
  }

  @Test
  void while_it_is_stored_stores_all_or_nothing() {
    var messages =
        List.of(
            new Outgoing("mail", Alerts.notification("r", Alerts.of("+sdown", "a"))),
            new Outgoing("mail", Alerts.notification("r", Alerts.of("+odown", "a"))));
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() ->
                database.run(client -> {
                  store.insert(client, messages, clock.wallMillis());
                  throw new IllegalStateException("killed here");
                })))
        .hasMessage("killed here");
    restart();

    assertThat(store.lanes()).isEmpty();
  }

  @Test
  void a_damaged_file_is_set_aside_and_a_new_one_is_begun() throws Exception {
    send();
    stop();
    Files.writeString(folder.resolve("queue.db"), "this is no database, whatever its name says");

    start();

    assertThat(store.lanes()).isEmpty();
    send();
    turns();
    assertThat(channel.told()).hasSize(1);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.matches("queue\\.db\\.damaged-.+Z"));
    }
  }

  @Test
  void a_folder_that_cannot_be_used_leaves_a_queue_in_memory() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    try (var remembered = QueueDatabase.openOrRemember(file.resolve("queue.db"))) {
      assertThat(remembered.isDurable()).isFalse();
      var inMemory = new DeliveryStore(remembered, JsonMapper.builder().build());
      inMemory.add(
          List.of(new Outgoing("mail", Alerts.notification("r", Alerts.of("+sdown", "a")))), 0);
      assertThat(inMemory.lanes()).hasSize(1);
    }
  }

  private void send() {
    var message = Alerts.notification("r", clock.wallMillis(), Alerts.of("+sdown", "a"));
    dispatcher.offer(store.add(List.of(new Outgoing("mail", message)), clock.wallMillis()));
  }

  private void restart() {
    stop();
    start();
  }

  private void turns() {
    for (int i = 0; i < 4; i++) {
      dispatcher.turn();
    }
  }
}
