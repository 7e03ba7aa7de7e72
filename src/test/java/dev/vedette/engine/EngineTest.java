package dev.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promises of the thread that owns the sentinel. */
@Timeout(60)
class EngineTest {

  private static final String CANDIDATE = "c".repeat(40);
  private static final String OTHER_CANDIDATE = "d".repeat(40);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ObedientStore store = new ObedientStore();
  private final SilentLinks links = new SilentLinks();
  private final AtomicLong suspendedMillis = new AtomicLong();
  private final AtomicLong laterMillis = new AtomicLong();
  private final AtomicInteger crashed = new AtomicInteger();
  private final EngineClock clock = clock();
  private final Engine engine =
      new Engine(
          new Sentinel(state(), 1, clock.monotonicMillis().getAsLong()),
          store,
          clock,
          crashed::set);

  private EngineClock clock() {
    EngineClock system = EngineClock.system();
    return new EngineClock(
        () -> system.monotonicMillis().getAsLong() + laterMillis.get(),
        () ->
            OptionalLong.of(
                system.monotonicMillis().getAsLong() + laterMillis.get() + suspendedMillis.get()));
  }

  private static DurableState state() {
    MasterSettings settings = MasterSettings.of("mymaster", 2, Timings.DEFAULTS);
    return new DurableState(
        "a".repeat(40),
        0,
        SentinelSettings.ofPort(26379),
        List.of(MasterState.fresh(settings, Address.ofIp("127.0.0.1", 6379))));
  }

  private static HeapMemory fullHeap() {
    HeapMemory memory =
        new HeapMemory(
            new HeapMemory.Source() {
              @Override
              public long liveBytes() {
                return 95 << 20;
              }

              @Override
              public long limitBytes() {
                return 100 << 20;
              }
            });
    memory.look();
    return memory;
  }

  @Test
  void short_of_memory_it_takes_no_new_master_and_says_what_to_do() {
    engine.start(links);
    engine.sparing(fullHeap());

    assertThat(engine.request(new Request.Monitor("other", Address.ofIp("127.0.0.1", 6380), 1)))
        .succeedsWithin(SOON)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Answer.Refusal.MEMORY_SHORT);
              assertThat(refused.detail()).contains("95 of 100 MB").contains("give it more");
            });
    assertThat(engine.request(new Request.Remove("mymaster")))
        .succeedsWithin(SOON)
        .isInstanceOf(Answer.Ok.class);
  }

  private static Request voteRequest(long epoch, String candidate) {
    return new Request.IsMasterDown("127.0.0.1", 6379, epoch, candidate);
  }

  @AfterEach
  void stop() {
    engine.stop(SOON);
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  /** Keeps the engine's thread busy until the latch is counted down. */
  private CountDownLatch hold() {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    var _ =
        engine.read(sentinel -> {
          held.countDown();
          return awaitQuietly(release);
        });
    awaitQuietly(held);
    return release;
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void starting_saves_the_state_tells_the_masters_and_connects() {
    List<PublishedEvent> heard = new CopyOnWriteArrayList<>();
    engine.addListener(heard::add, 0);
    engine.start(links);

    await().atMost(SOON).until(() -> links.asked().size() >= 1);
    assertThat(store.last().masters()).hasSize(1);
    assertThat(heard.getFirst().sequence()).isEqualTo(1);
    assertThat(heard.getFirst().event().type()).isEqualTo(EventType.MONITOR);
    assertThat(links.asked()).hasAtLeastOneElementOfType(Effect.Connect.class);
  }

  @Test
  void a_vote_is_on_disk_when_it_is_answered() throws Exception {
    engine.start(links);

    Answer answer = get(engine.request(voteRequest(7, CANDIDATE)));

    assertThat(answer).isEqualTo(new Answer.MasterDown(false, CANDIDATE, 7));
    assertThat(store.last().masters().getFirst().leaderEpoch()).isEqualTo(7);
    assertThat(store.last().currentEpoch()).isEqualTo(7);
  }

  @Test
  void no_vote_is_told_while_the_disk_refuses_not_even_when_asked_again() throws Exception {
    engine.start(links);
    store.full(true);

    assertThat(get(engine.request(voteRequest(7, CANDIDATE))))
        .isEqualTo(new Answer.MasterDown(false, null, 0));
    assertThat(get(engine.request(voteRequest(7, CANDIDATE))))
        .isEqualTo(new Answer.MasterDown(false, null, 0));
    assertThat(engine.status().save().failure()).isEqualTo("No space left on device");
    assertThat(engine.status().save().failures()).isPositive();
  }

  @Test
  void saving_is_tried_again_until_it_works_and_then_the_vote_is_told() throws Exception {
    engine.start(links);
    store.full(true);
    get(engine.request(voteRequest(7, CANDIDATE)));

    store.full(false);
    await().atMost(SOON).until(() -> engine.status().save().failure() == null);

    assertThat(store.last().masters().getFirst().leaderEpoch()).isEqualTo(7);
    assertThat(get(engine.request(voteRequest(7, OTHER_CANDIDATE))))
        .isEqualTo(new Answer.MasterDown(false, CANDIDATE, 7));
  }

  @Test
  void a_change_that_could_not_be_saved_is_answered_as_not_saved() throws Exception {
    engine.start(links);
    store.full(true);

    assertThat(get(engine.request(new Request.FlushConfig()))).isEqualTo(new Answer.NotSaved());
  }

  @Test
  void the_sentinel_knows_whether_its_state_can_be_saved() throws Exception {
    engine.start(links);
    List<PublishedEvent> heard = new CopyOnWriteArrayList<>();
    engine.addListener(heard::add, 0);
    store.full(true);
    get(engine.request(new Request.FlushConfig()));

    assertThat(votesWithheld()).isEqualTo("No space left on device");
    store.full(false);
    await().atMost(SOON).until(() -> votesWithheld() == null);

    assertThat(heard)
        .extracting(event -> event.event().type())
        .containsSubsequence(EventType.VOTES_WITHHELD, EventType.VOTES_GIVEN)
        .containsOnlyOnce(EventType.VOTES_WITHHELD);
  }

  private @Nullable String votesWithheld() throws Exception {
    return get(engine.read(sentinel -> sentinel.view(engine.nowMillis()).masters()))
        .getFirst()
        .votesWithheld();
  }

  @Test
  void an_order_that_rests_on_what_could_not_be_saved_is_not_sent() {
    Sentinel sentinel = new Sentinel(state(), 1, 0);
    List<Input> told = new ArrayList<>();
    PersistBarrier barrier = new PersistBarrier(store, sentinel, () -> 0, told::add);
    Effects effects = new Effects(barrier, new EventBus(), new Scripts(), told::add, crashed::set);
    effects.links(links);
    barrier.persist();
    long saved = sentinel.stateVersion();
    store.full(true);
    sentinel.step(new Input.Requested(1, voteRequest(7, CANDIDATE)), 0);
    barrier.turnBegins();
    Effect.Send onDisk = new Effect.Send(new ConnectionId(1), 1, List.of("MULTI"), saved);
    Effect.Send notOnDisk =
        new Effect.Send(new ConnectionId(1), 2, List.of("EXEC"), sentinel.stateVersion());

    effects.carryOut(new Effect.Persist());
    effects.carryOut(onDisk);
    effects.carryOut(notOnDisk);

    assertThat(links.asked()).containsExactly(onDisk);
    assertThat(told)
        .containsExactly(
            new Input.SavingFailed(saved, "No space left on device"),
            new Input.Withheld(new ConnectionId(1), 2));
  }

  @Test
  void a_disk_that_stalls_means_tilt_and_nobody_is_called_down() throws Exception {
    engine.start(links);
    List<PublishedEvent> heard = new CopyOnWriteArrayList<>();
    engine.addListener(heard::add, 0);
    get(engine.request(new Request.FlushConfig()));

    store.meanwhile(() -> laterMillis.addAndGet(40_000));
    get(engine.request(new Request.FlushConfig()));
    store.meanwhile(() -> {});
    get(engine.request(new Request.FlushConfig()));

    assertThat(heard)
        .extracting(event -> event.event().type())
        .contains(EventType.TILT)
        .doesNotContain(EventType.SDOWN);
  }

  @Test
  void many_votes_in_one_turn_cost_one_write() throws Exception {
    engine.start(links);
    get(engine.request(new Request.FlushConfig()));
    int before = store.saves();
    CountDownLatch release = hold();
    List<CompletableFuture<Answer>> votes = new ArrayList<>();
    for (int epoch = 1; epoch <= 200; epoch++) {
      votes.add(engine.request(voteRequest(epoch, CANDIDATE)));
    }

    release.countDown();
    for (CompletableFuture<Answer> vote : votes) {
      get(vote);
    }

    assertThat(store.saves() - before).isEqualTo(1);
    assertThat(store.last().currentEpoch()).isEqualTo(200);
  }

  @Test
  void a_request_that_makes_the_sentinel_fail_is_told_so_and_the_next_one_works() throws Exception {
    engine.start(links);

    CompletableFuture<Answer> failing =
        engine.request(
            new Request.ChangeMaster(
                "mymaster",
                settings -> {
                  throw new IllegalStateException("on purpose");
                },
                List.of(),
                false));

    assertThatThrownBy(() -> get(failing))
        .cause()
        .isInstanceOfSatisfying(
            EngineUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(EngineUnavailableException.Reason.FAILED));
    assertThat(get(engine.request(new Request.FlushConfig()))).isEqualTo(new Answer.Ok());
    assertThat(engine.status().failedInputs()).isEqualTo(1);
  }

  @Test
  void an_error_in_a_decision_ends_the_process() {
    engine.start(links);

    var _ =
        engine.request(
            new Request.ChangeMaster(
                "mymaster",
                settings -> {
                  throw new OutOfMemoryError("on purpose");
                },
                List.of(),
                false));

    await().atMost(SOON).until(() -> crashed.get() == Engine.FATAL_EXIT_CODE);
    await().atMost(SOON).until(() -> !engine.status().running());
  }

  @Test
  void an_error_in_a_look_ends_the_process() {
    engine.start(links);

    var _ =
        engine.read(sentinel -> {
          throw new NoClassDefFoundError("on purpose");
        });

    await().atMost(SOON).until(() -> crashed.get() == Engine.FATAL_EXIT_CODE);
  }

  @Test
  void an_error_in_a_listener_ends_the_process() {
    engine.addListener(
        event -> {
          throw new StackOverflowError("on purpose");
        },
        0);
    engine.start(links);

    await().atMost(SOON).until(() -> crashed.get() == Engine.FATAL_EXIT_CODE);
  }

  @Test
  void a_thread_that_fails_outside_of_any_guard_ends_the_process() {
    EngineClock failing =
        new EngineClock(
            () -> {
              if (Thread.currentThread().getName().equals("engine")) {
                throw new IllegalStateException("no clock");
              }
              return 0;
            },
            OptionalLong::empty);
    Engine started = new Engine(new Sentinel(state(), 1, 0), store, failing, crashed::set);

    started.start(links);

    await().atMost(SOON).until(() -> crashed.get() == Engine.FATAL_EXIT_CODE);
  }

  @Test
  void a_look_that_throws_fails_alone() throws Exception {
    engine.start(links);

    CompletableFuture<Object> failing =
        engine.read(sentinel -> {
          throw new IllegalStateException("on purpose");
        });

    assertThatThrownBy(() -> get(failing)).hasRootCauseMessage("on purpose");
    int masters = get(engine.read(sentinel -> sentinel.view(engine.nowMillis()).masters().size()));
    assertThat(masters).isEqualTo(1);
  }

  @Test
  void a_listener_that_throws_is_counted_and_the_others_hear_everything() throws Exception {
    engine.start(links);
    List<PublishedEvent> heard = new CopyOnWriteArrayList<>();
    engine.addListener(
        event -> {
          throw new IllegalStateException("on purpose");
        },
        0);
    engine.addListener(heard::add, 0);

    get(engine.request(voteRequest(3, CANDIDATE)));

    await().atMost(SOON).until(() -> engine.status().failedListeners() >= 1);
    assertThat(heard)
        .extracting(event -> event.event().type())
        .contains(EventType.MONITOR, EventType.NEW_EPOCH, EventType.VOTE_FOR_LEADER);
  }

  @Test
  void a_late_listener_hears_what_it_missed_once_and_in_order() throws Exception {
    engine.start(links);
    for (int epoch = 1; epoch <= 20; epoch++) {
      get(engine.request(voteRequest(epoch, CANDIDATE)));
    }
    List<PublishedEvent> heard = new CopyOnWriteArrayList<>();
    engine.addListener(heard::add, 10);
    get(engine.request(voteRequest(21, CANDIDATE)));

    assertThat(heard).hasSize((int) engine.status().events() - 10);
    for (int i = 0; i < heard.size(); i++) {
      assertThat(heard.get(i).sequence()).isEqualTo(11 + i);
    }
  }

  @Test
  void requests_above_the_limit_are_refused_as_busy_and_links_still_get_in() throws Exception {
    engine.start(links);
    CountDownLatch release = hold();
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < Engine.REQUEST_LIMIT; i++) {
      waiting.add(engine.request(voteRequest(0, "*")));
    }

    CompletableFuture<Answer> refused = engine.request(voteRequest(0, "*"));
    engine.offer(new Input.Tick());

    assertThatThrownBy(() -> get(refused))
        .cause()
        .isInstanceOfSatisfying(
            EngineUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(EngineUnavailableException.Reason.BUSY));
    assertThat(engine.status().refusedRequests()).isEqualTo(1);
    release.countDown();
    for (CompletableFuture<Answer> answer : waiting) {
      get(answer);
    }
  }

  @Test
  void a_link_waits_for_room_instead_of_losing_its_input() throws Exception {
    engine.start(links);
    CountDownLatch release = hold();
    int total = Engine.INBOX_CAPACITY + 1_000;
    long before = engine.status().inputs();
    Thread link =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < total; i++) {
                engine.offer(new Input.Tick());
              }
            });

    await().atMost(SOON).until(() -> engine.status().blockedOffers() > 0);
    assertThat(engine.status().inboxHighWater()).isEqualTo(Engine.INBOX_CAPACITY);
    release.countDown();

    assertThat(link.join(SOON)).isTrue();
    await().atMost(SOON).until(() -> engine.status().inputs() - before >= total);
  }

  @Test
  void a_suspended_machine_means_tilt() {
    engine.start(links);
    List<PublishedEvent> heard = new CopyOnWriteArrayList<>();
    engine.addListener(heard::add, 0);
    await().atMost(SOON).until(() -> engine.status().events() > 0);

    suspendedMillis.set(60_000);
    engine.offer(new Input.Tick());

    await()
        .atMost(SOON)
        .until(() -> heard.stream().anyMatch(e -> e.event().type() == EventType.TILT));
    assertThat(engine.status().timeJumps()).isEqualTo(1);
  }

  @Test
  void an_idle_engine_shows_that_it_lives() {
    engine.start(links);

    await().atMost(SOON).until(() -> engine.status().events() > 0);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(SOON)
        .until(() -> engine.status().running() && engine.status().sinceHeartbeatMillis() < 1_900);
  }

  @Test
  void stopping_answers_what_waits_saves_and_refuses_the_rest() throws Exception {
    engine.start(links);
    CompletableFuture<Answer> before = engine.request(voteRequest(5, CANDIDATE));

    engine.stop(SOON);

    assertThat(get(before)).isEqualTo(new Answer.MasterDown(false, CANDIDATE, 5));
    assertThat(store.last().currentEpoch()).isEqualTo(5);
    assertThat(engine.status().running()).isFalse();
    assertThatThrownBy(() -> get(engine.request(new Request.FlushConfig())))
        .cause()
        .isInstanceOfSatisfying(
            EngineUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(EngineUnavailableException.Reason.STOPPED));
  }

  @Test
  void stopping_takes_no_part_of_a_second_even_when_idle() {
    engine.start(links);
    await().atMost(SOON).until(() -> engine.status().events() > 0);
    long start = System.nanoTime();

    engine.stop(SOON);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
  }

  @Test
  void an_answer_may_block_without_holding_the_engine_up() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    // Chained before the engine starts: to a future that is already complete, it would run here.
    CompletableFuture<Boolean> slow =
        engine.request(new Request.FlushConfig()).thenApply(answer -> awaitQuietly(release));
    engine.start(links);

    assertThat(get(engine.request(new Request.FlushConfig()))).isEqualTo(new Answer.Ok());

    release.countDown();
    assertThat(get(slow)).isTrue();
  }
}
