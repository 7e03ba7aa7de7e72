package dev.vedette.notify.delivery;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Gone;
import dev.vedette.notify.channel.DeliveryResult.Rejected;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.delivery.Delivery.Lane;
import dev.vedette.notify.delivery.DeliveryObserver.AttemptOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Attempts what is stored: in each lane one delivery after the other, lanes side by side, as many
 * at a time as a channel allows. All decisions are made on one thread; attempts run on others.
 *
 * <p>What happened is written down before the next delivery of the lane is attempted. If that
 * fails, it is tried again every second, without a second attempt of the delivery itself: only
 * {@code kill -9} in that moment makes a duplicate, with the same id.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private static final long STORE_RETRY_MILLIS = 1_000;
  private static final long LONGEST_SLEEP_MILLIS = 1_000;
  private static final long PRUNE_MILLIS = 60_000;

  private static final class LaneState {
    long dueMono;
    @Nullable RunningAttempt attempt;
    long attemptSeq;
    long attemptDeadline;
    boolean timedOut;

    /** Due, but the channel makes as many attempts as it may: the end of one wakes us. */
    boolean waitsForRoom;

    /** Writes down how the last attempt ended; not null while that has not succeeded. */
    @Nullable Runnable unrecorded;

    LaneState(long dueMono) {
      this.dueMono = dueMono;
    }
  }

  private final DeliveryStore store;
  private final ChannelRegistry channels;
  private final DeliveryObserver observer;
  private final NotifyClock clock;
  private final Executor executor;
  private final RandomGenerator random;
  private final HistoryLimits history;

  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Map<Lane, LaneState> lanes = new LinkedHashMap<>();
  private final Map<String, Integer> running = new HashMap<>();
  private final Set<String> grown = new HashSet<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("notify-dispatcher").unstarted(this::work);
  private long prunedMono;
  private volatile boolean closed;

  /** What is kept of deliveries that are over. */
  public record HistoryLimits(long maxAgeMillis, int maxCount) {
    /** A week, and no more than 20,000. */
    public static final HistoryLimits DEFAULT = new HistoryLimits(7 * 86_400_000L, 20_000);
  }

  /**
   * A dispatcher that does nothing before {@link #start}.
   *
   * @param executor runs attempts, each on a thread that may be interrupted
   * @param random for the jitter
   */
  public Dispatcher(
      DeliveryStore store,
      ChannelRegistry channels,
      DeliveryObserver observer,
      NotifyClock clock,
      Executor executor,
      RandomGenerator random,
      HistoryLimits history) {
    this.store = store;
    this.channels = channels;
    this.observer = observer;
    this.clock = clock;
    this.executor = executor;
    this.random = random;
    this.history = history;
    this.prunedMono = clock.monotonicMillis();
  }

  /** Takes up what waits on disk, and begins to attempt it. */
  public void start() {
    inbox.add(this::load);
    thread.start();
  }

  /** Looks for all that waits. */
  void load() {
    try {
      long now = clock.monotonicMillis();
      for (Lane lane : store.lanes()) {
        lanes.putIfAbsent(lane, new LaneState(now + backOff(store.head(lane))));
      }
    } catch (DataAccessException e) {
      observer.notStored(RunningAttempt.oneLine(e));
      inbox.add(this::load);
    }
  }

  /** What is left of a wait that began before a restart; a jump of the clock makes it no longer. */
  private long backOff(@Nullable Delivery head) {
    if (head == null || head.attempts() == 0) {
      return 0;
    }
    long longest =
        channels.find(head.channel()).map(active -> active.plan().maxMillis()).orElse(0L);
    return Math.clamp(head.dueMillis() - clock.wallMillis(), 0, longest);
  }

  /** Takes note of deliveries that have just been stored. */
  public void offer(Collection<Delivery> stored) {
    List<Lane> touched = stored.stream().map(Delivery::lane).distinct().toList();
    inbox.add(() -> {
      for (Lane lane : touched) {
        lanes.computeIfAbsent(lane, key -> new LaneState(clock.monotonicMillis()));
        grown.add(lane.channel());
      }
    });
  }

  /** Looks again at all lanes, at once: something was replayed, or a channel has changed. */
  public void wake() {
    inbox.add(() -> {
      load();
      lanes.values().forEach(lane -> lane.dueMono = clock.monotonicMillis());
    });
  }

  /** Cancels a delivery; one that is being attempted is interrupted. */
  public boolean cancel(long seq) {
    boolean cancelled =
        store.find(seq).isPresent()
            && store.finish(
                seq, DeliveryState.CANCELLED, attempts(seq), "cancelled", clock.wallMillis());
    interrupt(cancelled ? seq : -1);
    return cancelled;
  }

  private int attempts(long seq) {
    return store.find(seq).map(Delivery::attempts).orElse(0);
  }

  /** Cancels all waiting deliveries that are meant. */
  public int cancelAll(DeliveryFilter filter) {
    int count = store.finishAll(filter, DeliveryState.CANCELLED, "cancelled", clock.wallMillis());
    inbox.add(() ->
        lanes.forEach((lane, state) -> {
          RunningAttempt attempt = state.attempt;
          if (attempt != null && isOver(state.attemptSeq)) {
            attempt.giveUp(new Retry("cancelled"));
          }
        }));
    return count;
  }

  private boolean isOver(long seq) {
    return store.find(seq).map(delivery -> delivery.state().isOver()).orElse(true);
  }

  private void interrupt(long seq) {
    inbox.add(() ->
        lanes.values().stream()
            .filter(state -> state.attemptSeq == seq)
            .map(state -> Optional.ofNullable(state.attempt))
            .flatMap(Optional::stream)
            .forEach(attempt -> attempt.giveUp(new Retry("cancelled"))));
  }

  private void work() {
    while (!closed) {
      try {
        long wait = turn();
        Runnable first = inbox.poll(Math.min(wait, LONGEST_SLEEP_MILLIS), TimeUnit.MILLISECONDS);
        if (first != null) {
          first.run();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.error("The dispatcher of notifications stumbled and goes on.", e);
      }
    }
  }

  /**
   * Does all that is to be done now.
   *
   * @return milliseconds until there is something to do again
   */
  long turn() {
    for (Runnable chore = inbox.poll(); chore != null; chore = inbox.poll()) {
      chore.run();
    }
    long now = clock.monotonicMillis();
    bound();
    prune(now);
    for (Map.Entry<Lane, LaneState> entry : new ArrayList<>(lanes.entrySet())) {
      advance(entry.getKey(), entry.getValue(), now);
    }
    return lanes.values().stream().mapToLong(lane -> sleep(lane, now)).min().orElse(Long.MAX_VALUE);
  }

  private static long sleep(LaneState lane, long now) {
    if (lane.waitsForRoom) {
      return LONGEST_SLEEP_MILLIS;
    }
    long until = lane.attempt != null ? lane.attemptDeadline : lane.dueMono;
    return Math.max(1, until - now);
  }

  private void advance(Lane lane, LaneState state, long now) {
    RunningAttempt attempt = state.attempt;
    Runnable unrecorded = state.unrecorded;
    if (attempt != null) {
      if (now >= state.attemptDeadline) {
        state.attemptDeadline = Long.MAX_VALUE;
        state.timedOut = true;
        attempt.giveUp(new Retry("no result in time"));
      }
    } else if (now >= state.dueMono) {
      try {
        if (unrecorded != null) {
          unrecorded.run();
          state.unrecorded = null;
        }
        attemptHead(lane, state, now);
      } catch (DataAccessException e) {
        state.dueMono = now + STORE_RETRY_MILLIS;
        observer.notStored(RunningAttempt.oneLine(e));
      }
    }
  }

  private void attemptHead(Lane lane, LaneState state, long now) {
    Optional<ActiveChannel> active = channels.find(lane.channel());
    if (active.isPresent()
        && running.getOrDefault(lane.channel(), 0) >= active.get().maxConcurrent()) {
      state.waitsForRoom = true;
      return;
    }
    state.waitsForRoom = false;
    Delivery head = store.head(lane);
    if (head == null) {
      lanes.remove(lane);
      return;
    }
    Optional<String> disabled = channels.disabledBecause(lane.channel());
    if (active.isEmpty() || disabled.isPresent()) {
      String reason = disabled.map(why -> "channel is disabled: " + why).orElse("no such channel");
      bury(head, head.attempts(), reason);
      inbox.add(() -> {}); // the next one of this lane at once
      return;
    }
    start(head, active.get(), state, now);
  }

  private void start(Delivery head, ActiveChannel active, LaneState state, long now) {
    String name = head.channel();
    running.merge(name, 1, Integer::sum);
    Channel.Attempt what =
        new Channel.Attempt(head.notification(), head.attempts() + 1, head.progress());
    RunningAttempt attempt =
        new RunningAttempt(
            active.channel(),
            what,
            result -> inbox.add(() -> ended(head, active.plan(), result, now)),
            () -> inbox.add(() -> running.merge(name, -1, Integer::sum)));
    state.attempt = attempt;
    state.attemptSeq = head.seq();
    state.attemptDeadline = now + active.plan().timeoutMillis();
    attempt.start(executor);
  }

  private void ended(Delivery head, RetryPlan plan, DeliveryResult result, long startedMono) {
    LaneState state = lanes.computeIfAbsent(head.lane(), lane -> new LaneState(0));
    state.attempt = null;
    long now = clock.monotonicMillis();
    state.dueMono = now;
    AttemptOutcome outcome = state.timedOut ? AttemptOutcome.TIMEOUT : outcome(result);
    state.timedOut = false;
    observer.attempted(head.channel(), outcome, now - startedMono);
    int attempts = head.attempts() + 1;
    Runnable record =
        switch (result) {
          case Delivered done -> {
            log.debug("Delivered seq={} channel={} {}", head.seq(), head.channel(), done.detail());
            yield () ->
                store.finish(
                    head.seq(),
                    DeliveryState.DELIVERED,
                    attempts,
                    done.warning(),
                    clock.wallMillis());
          }
          case Retry retry -> retryOrBury(head, plan, retry, attempts, state);
          case Rejected rejected -> () -> bury(head, attempts, rejected.error());
          case Gone gone ->
              () -> {
                bury(head, attempts, gone.error());
                observer.gone(head.channel(), gone.error());
              };
        };
    try {
      record.run();
    } catch (DataAccessException e) {
      state.unrecorded = record;
      state.dueMono = now + STORE_RETRY_MILLIS;
      observer.notStored(RunningAttempt.oneLine(e));
    }
  }

  private static AttemptOutcome outcome(DeliveryResult result) {
    return switch (result) {
      case Delivered delivered -> AttemptOutcome.DELIVERED;
      case Retry retry -> AttemptOutcome.RETRY;
      case Rejected rejected -> AttemptOutcome.REJECTED;
      case Gone gone -> AttemptOutcome.GONE;
    };
  }

  private Runnable retryOrBury(
      Delivery head, RetryPlan plan, Retry retry, int attempts, LaneState state) {
    long wall = clock.wallMillis();
    long wish = retry.notBefore() == null ? 0 : retry.notBefore().toMillis();
    long due = plan.next(attempts, head.notification().createdMillis(), wall, wish, random);
    if (due < 0) {
      return () -> bury(head, attempts, "given up after " + attempts + ": " + retry.error());
    }
    state.dueMono = clock.monotonicMillis() + (due - wall);
    log.info(
        "Delivery failed, next attempt in {} ms: channel={} seq={} attempt={} error={}",
        due - wall,
        head.channel(),
        head.seq(),
        attempts,
        retry.error());
    return () -> store.retry(head.seq(), attempts, due, retry.error(), retry.progress());
  }

  private void bury(Delivery head, int attempts, String error) {
    if (store.finish(head.seq(), DeliveryState.DEAD, attempts, error, clock.wallMillis())) {
      log.warn(
          "Delivery given up: channel={} seq={} attempts={} error={} what={}",
          head.channel(),
          head.seq(),
          attempts,
          error,
          head.notification().summary());
      observer.dead(head.channel(), head.notification(), error);
    }
  }

  private void bound() {
    for (String channel : grown) {
      int keep = channels.find(channel).map(ActiveChannel::maxQueued).orElse(Integer.MAX_VALUE);
      try {
        int dropped = store.dropOldest(channel, keep, clock.wallMillis());
        if (dropped > 0) {
          observer.dropped(channel, dropped);
        }
      } catch (DataAccessException e) {
        observer.notStored(RunningAttempt.oneLine(e));
      }
    }
    grown.clear();
  }

  private void prune(long now) {
    if (now - prunedMono >= PRUNE_MILLIS) {
      prunedMono = now;
      try {
        store.prune(clock.wallMillis() - history.maxAgeMillis(), history.maxCount());
      } catch (DataAccessException e) {
        observer.notStored(RunningAttempt.oneLine(e));
      }
    }
  }

  /** Stops; attempts that are being made are interrupted, and made again by the next process. */
  @Override
  public void close() {
    closed = true;
    inbox.add(() -> {});
    try {
      if (thread.isAlive()) {
        thread.join(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (LaneState state : lanes.values()) {
      RunningAttempt attempt = state.attempt;
      if (attempt != null) {
        attempt.giveUp(new Retry("Vedette is stopping"));
      }
    }
  }
}
