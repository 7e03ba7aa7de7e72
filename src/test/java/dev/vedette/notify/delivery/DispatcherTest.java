package dev.vedette.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.notify.Alerts;
import dev.vedette.notify.ManualClock;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Gone;
import dev.vedette.notify.channel.DeliveryResult.Rejected;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.delivery.DeliveryStore.Outgoing;
import dev.vedette.notify.delivery.Dispatcher.HistoryLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The dispatcher in virtual time, on a real queue file; the test takes the turns. */
class DispatcherTest {

  private static final RetryPlan PLAN = new RetryPlan(1_000, 2, 600_000, 0, 0, 86_400_000, 30_000);

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private final List<String> told = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final Map<String, String> disabled = new HashMap<>();
  private final Map<String, ActiveChannel> channels = new HashMap<>();
  private QueueDatabase database;
  private DeliveryStore store;
  private Dispatcher dispatcher;

  @BeforeEach
  void open() {
    database = QueueDatabase.openOrRemember(folder.resolve("queue.db"));
    store = new DeliveryStore(database, JsonMapper.builder().build());
    dispatcher = dispatcher(Runnable::run);
  }

  @AfterEach
  void close() {
    dispatcher.close();
    database.close();
  }

  @Test
  void tells_in_order_and_remembers_that_it_was_told() {
    channel("mail", PLAN, 4, attempt -> new Delivered("ok"));
    send("mail", "+sdown", "a");
    send("mail", "+odown", "a");
    send("mail", "+sdown", "b");

    turns(4);

    assertThat(told)
        .containsExactlyInAnyOrder("mail a +sdown", "mail a +odown", "mail b +sdown")
        .containsSubsequence("mail a +sdown", "mail a +odown");
    assertThat(states()).containsOnly(DeliveryState.DELIVERED);
  }

  @Test
  void a_server_that_is_down_for_an_hour_gets_all_in_order_when_it_is_back() {
    channel(
        "mail",
        PLAN,
        4,
        attempt ->
            clock.monotonicMillis() < 3_600_000 ? new Retry("refused") : new Delivered("ok"));
    for (String event : List.of("+sdown", "+odown", "+try-failover", "+switch-master")) {
      send("mail", event, "a");
    }

    while (clock.monotonicMillis() < 4_300_000) {
      turns(2);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(told)
        .endsWith(
            "mail a +sdown", "mail a +odown", "mail a +try-failover", "mail a +switch-master");
    assertThat(told.stream().filter(line -> line.endsWith("+sdown")).count()).isBetween(10L, 18L);
    assertThat(told.stream().filter(line -> line.endsWith("+odown")).count()).isEqualTo(1);
    assertThat(states()).containsOnly(DeliveryState.DELIVERED);
  }

  @Test
  void one_master_does_not_wait_for_another() {
    channel(
        "mail",
        PLAN,
        4,
        attempt ->
            "a".equals(attempt.notification().master()) ? new Retry("no") : new Delivered("ok"));
    send("mail", "+sdown", "a");
    send("mail", "+sdown", "b");

    turns(2);

    assertThat(told).contains("mail b +sdown");
    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void a_rejected_delivery_is_given_up_and_the_next_one_is_tried() {
    channel(
        "hook",
        PLAN,
        4,
        attempt ->
            attempt.notification().items().getFirst().alert().event().equals("+sdown")
                ? new Rejected("HTTP 400")
                : new Delivered("ok"));
    send("hook", "+sdown", "a");
    send("hook", "+odown", "a");

    turns(3);

    assertThat(states()).containsExactly(DeliveryState.DELIVERED, DeliveryState.DEAD);
    assertThat(troubles).containsExactly("dead hook HTTP 400");
  }

  @Test
  void gives_up_after_the_last_attempt_and_can_be_replayed() {
    var plan = new RetryPlan(1_000, 1, 1_000, 0, 3, 0, 30_000);
    boolean[] repaired = {false};
    channel("hook", plan, 4, attempt -> repaired[0] ? new Delivered("ok") : new Retry("HTTP 500"));
    long seq = send("hook", "+sdown", "a");

    for (int i = 0; i < 10; i++) {
      turns(1);
      clock.advance(1_000);
    }
    assertThat(told).hasSize(3);
    assertThat(store.find(seq).orElseThrow().state()).isEqualTo(DeliveryState.DEAD);
    assertThat(store.find(seq).orElseThrow().error()).isEqualTo("given up after 3: HTTP 500");

    repaired[0] = true;
    assertThat(store.replayAll(DeliveryFilter.ANY, clock.wallMillis())).isEqualTo(1);
    dispatcher.wake();
    turns(2);
    assertThat(store.find(seq).orElseThrow().state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void waits_as_long_as_the_other_side_asks_for() {
    channel(
        "hook",
        PLAN,
        4,
        attempt ->
            attempt.number() == 1
                ? new Retry("HTTP 429", Duration.ofSeconds(90), null)
                : new Delivered("ok"));
    send("hook", "+sdown", "a");
    turns(1);

    clock.advance(89_999);
    turns(1);
    assertThat(told).hasSize(1);
    clock.advance(1);
    turns(1);
    assertThat(told).hasSize(2);
  }

  @Test
  void the_part_that_is_done_is_handed_to_the_next_attempt() {
    List<String> progress = new ArrayList<>();
    channel(
        "mail",
        PLAN,
        4,
        attempt -> {
          progress.add(String.valueOf(attempt.progress()));
          return attempt.number() == 1
              ? new Retry("one refused", null, "b@example.org")
              : new Delivered("ok");
        });
    send("mail", "+sdown", "a");
    turns(1);
    clock.advance(1_000);
    turns(1);

    assertThat(progress).containsExactly("null", "b@example.org");
  }

  @Test
  void a_channel_that_wants_nothing_any_more_is_disabled_and_the_rest_is_kept_as_dead() {
    channel("hook", PLAN, 4, attempt -> new Gone("HTTP 410"));
    send("hook", "+sdown", "a");
    send("hook", "+odown", "a");

    turns(4);

    assertThat(told).hasSize(1);
    assertThat(troubles).startsWith("dead hook HTTP 410", "gone hook HTTP 410");
    assertThat(states()).containsOnly(DeliveryState.DEAD);
  }

  @Test
  void an_exception_of_a_channel_is_an_attempt_that_failed() {
    channel(
        "bad",
        PLAN,
        4,
        attempt -> {
          throw new IllegalStateException("broken\nchannel");
        });
    long seq = send("bad", "+sdown", "a");
    turns(1);

    var delivery = store.find(seq).orElseThrow();
    assertThat(delivery.state()).isEqualTo(DeliveryState.WAITING);
    assertThat(delivery.error()).isEqualTo("broken channel");
    assertThat(delivery.attempts()).isEqualTo(1);
  }

  @Test
  void a_channel_that_hangs_is_interrupted_and_tried_again_later() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      dispatcher = dispatcher(threads);
      var begun = new CountDownLatch(1);
      var interrupted = new CountDownLatch(1);
      var never = new CountDownLatch(1);
      channel(
          "slow",
          PLAN,
          4,
          attempt -> {
            begun.countDown();
            try {
              never.await();
              return new Delivered("ok");
            } catch (InterruptedException e) {
              interrupted.countDown();
              return new Retry("interrupted");
            }
          });
      long seq = send("slow", "+sdown", "a");
      turns(1);
      await().atMost(Duration.ofSeconds(60)).until(() -> begun.getCount() == 0);
      clock.advance(29_999);
      turns(1);
      assertThat(interrupted.getCount()).isEqualTo(1);

      clock.advance(1);
      turns(2);

      await().atMost(Duration.ofSeconds(60)).until(() -> interrupted.getCount() == 0);
      assertThat(store.find(seq).orElseThrow().error()).isEqualTo("no result in time");
      assertThat(store.find(seq).orElseThrow().attempts()).isEqualTo(1);
    }
  }

  @Test
  void no_more_attempts_than_allowed_are_made_at_a_time() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      dispatcher = dispatcher(threads);
      var go = new CountDownLatch(1);
      channel(
          "slow",
          PLAN,
          2,
          attempt -> {
            try {
              go.await();
            } catch (InterruptedException e) {
              return new Retry("interrupted");
            }
            return new Delivered("ok");
          });
      for (int i = 0; i < 5; i++) {
        send("slow", "+sdown", "m" + i);
      }
      turns(3);
      await().atMost(Duration.ofSeconds(60)).until(() -> toldCount() == 2);

      go.countDown();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            turns(1);
            return waiting() == 0;
          });
      assertThat(toldCount()).isEqualTo(5);
    }
  }

  @Test
  void the_oldest_make_room_when_too_much_waits_and_that_is_told() {
    channels.put(
        "mail", new ActiveChannel(new Fake("mail", attempt -> new Retry("no")), PLAN, 1, 3));
    for (int i = 0; i < 10; i++) {
      send("mail", "+sdown", "m" + i);
    }
    turns(1);

    assertThat(waiting()).isEqualTo(3);
    assertThat(store.list(DeliveryFilter.of(DeliveryState.DROPPED), Long.MAX_VALUE, 100))
        .extracting(d -> d.notification().master())
        .containsExactly("m6", "m5", "m4", "m3", "m2", "m1", "m0");
    assertThat(troubles).contains("dropped mail 7");
  }

  @Test
  void what_is_cancelled_is_not_attempted() {
    channel("mail", PLAN, 4, attempt -> new Delivered("ok"));
    long first = send("mail", "+sdown", "a");
    send("mail", "+odown", "a");

    assertThat(dispatcher.cancel(first)).isTrue();
    assertThat(dispatcher.cancel(first)).isFalse();
    turns(2);

    assertThat(told).containsExactly("mail a +odown");
  }

  @Test
  void a_delivery_being_attempted_is_interrupted_when_it_is_cancelled() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      dispatcher = dispatcher(threads);
      var started = new CountDownLatch(1);
      var interrupted = new CountDownLatch(1);
      channel(
          "slow",
          PLAN,
          4,
          attempt -> {
            started.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
            return new Delivered("too late");
          });
      long seq = send("slow", "+sdown", "a");
      turns(1);
      await().atMost(Duration.ofSeconds(60)).until(() -> started.getCount() == 0);

      assertThat(dispatcher.cancel(seq)).isTrue();
      turns(2);

      await().atMost(Duration.ofSeconds(60)).until(() -> interrupted.getCount() == 0);
      turns(2);
      assertThat(store.find(seq).orElseThrow().state()).isEqualTo(DeliveryState.CANCELLED);
    }
  }

  @Test
  void all_that_are_meant_are_cancelled() {
    channel("mail", PLAN, 4, attempt -> new Retry("no"));
    send("mail", "+sdown", "a");
    send("mail", "+sdown", "b");
    send("mail", "+odown", "b");

    int count = dispatcher.cancelAll(new DeliveryFilter(java.util.Set.of(), "mail", "b", null));

    assertThat(count).isEqualTo(2);
    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void what_waits_for_a_channel_that_is_no_more_is_kept_as_dead() {
    send("gone", "+sdown", "a");
    turns(2);

    assertThat(states()).containsExactly(DeliveryState.DEAD);
    assertThat(troubles).containsExactly("dead gone no such channel");
  }

  @Test
  void after_a_restart_goes_on_where_it_was_and_keeps_the_wait() {
    channel("mail", PLAN, 4, attempt -> new Retry("no"));
    long seq = send("mail", "+sdown", "a");
    turns(1);
    clock.advance(1_000);
    turns(1); // two attempts, the third is due after 2 s more
    database.close();
    told.clear();

    open();
    channel("mail", PLAN, 4, attempt -> new Delivered("ok"));
    dispatcher.load();
    clock.advance(1_999);
    turns(1);
    assertThat(told).isEmpty();
    clock.advance(1);
    turns(1);

    assertThat(told).containsExactly("mail a +sdown");
    assertThat(store.find(seq).orElseThrow().attempts()).isEqualTo(3);
  }

  @Test
  void forgets_what_is_over_after_its_time() {
    channel("mail", PLAN, 4, attempt -> new Delivered("ok"));
    send("mail", "+sdown", "a");
    turns(2);
    clock.advance(HistoryLimits.DEFAULT.maxAgeMillis() + 60_001);
    turns(1);

    assertThat(states()).isEmpty();
  }

  private Dispatcher dispatcher(Executor executor) {
    return new Dispatcher(
        store,
        new ChannelRegistry() {
          @Override
          public Optional<ActiveChannel> find(String name) {
            return Optional.ofNullable(channels.get(name));
          }

          @Override
          public Optional<String> disabledBecause(String name) {
            return Optional.ofNullable(disabled.get(name));
          }
        },
        new Troubles(),
        clock,
        executor,
        new SplittableRandom(1),
        HistoryLimits.DEFAULT);
  }

  private void channel(
      String name,
      RetryPlan plan,
      int maxConcurrent,
      Function<Channel.Attempt, DeliveryResult> behaviour) {
    channels.put(name, new ActiveChannel(new Fake(name, behaviour), plan, maxConcurrent, 10_000));
  }

  private long send(String channel, String event, String master) {
    Notification message = Alerts.notification("r", clock.wallMillis(), Alerts.of(event, master));
    var stored = store.add(List.of(new Outgoing(channel, message)), clock.wallMillis());
    dispatcher.offer(stored);
    return stored.getFirst().seq();
  }

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      dispatcher.turn();
      dispatcher.turn(); // the second takes in what the attempts of the first have said
    }
  }

  private int toldCount() {
    synchronized (told) {
      return told.size();
    }
  }

  private List<DeliveryState> states() {
    return store.list(DeliveryFilter.ANY, Long.MAX_VALUE, 100).stream()
        .map(Delivery::state)
        .toList();
  }

  private int waiting() {
    return store.list(DeliveryFilter.of(DeliveryState.WAITING), Long.MAX_VALUE, 100).size();
  }

  private final class Fake implements Channel {
    private final String name;
    private final Function<Attempt, DeliveryResult> behaviour;

    Fake(String name, Function<Attempt, DeliveryResult> behaviour) {
      this.name = name;
      this.behaviour = behaviour;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String type() {
      return "fake";
    }

    @Override
    public DeliveryResult deliver(Attempt attempt) {
      synchronized (told) {
        told.add(
            name
                + " "
                + attempt.notification().master()
                + " "
                + attempt.notification().items().getFirst().alert().event());
      }
      return behaviour.apply(attempt);
    }

    @Override
    public String preview(Notification notification) {
      return "";
    }

    @Override
    public String target() {
      return "";
    }
  }

  private final class Troubles implements DeliveryObserver {
    @Override
    public void attempted(String channel, AttemptOutcome outcome, long tookMillis) {}

    @Override
    public void dead(String channel, Notification notification, String error) {
      troubles.add("dead " + channel + " " + error);
    }

    @Override
    public void dropped(String channel, int count) {
      troubles.add("dropped " + channel + " " + count);
    }

    @Override
    public void gone(String channel, String reason) {
      troubles.add("gone " + channel + " " + reason);
      disabled.put(channel, reason);
    }

    @Override
    public void notStored(String error) {
      troubles.add("not stored " + error);
    }
  }
}
