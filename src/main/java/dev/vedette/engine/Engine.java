package dev.vedette.engine;

import dev.vedette.engine.EngineUnavailableException.Reason;
import dev.vedette.engine.Inbox.Arrived;
import dev.vedette.engine.Inbox.Asked;
import dev.vedette.engine.Inbox.Chore;
import dev.vedette.engine.Inbox.Entry;
import dev.vedette.engine.Inbox.Look;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a {@link Sentinel} on one thread. A turn takes what waits in the inbox, lets the sentinel
 * decide all of it, and only then carries the effects out in their order; so one write of the state
 * covers every decision of the turn, and nothing that depends on it happens before.
 *
 * <p>All methods may be called from any thread. Answers are completed on threads of their own, so
 * that whatever is chained to them cannot hold the engine up.
 */
public final class Engine implements Intake {

  /** How much may wait in the inbox before links have to wait for room. */
  public static final int INBOX_CAPACITY = 65_536;

  /** How many requests and looks may wait; more are refused as busy. */
  public static final int REQUEST_LIMIT = 16_384;

  /**
   * Exit code when the engine's thread met an {@link Error}, such as memory running out, or failed
   * outside of any guard. A process that watches no more but still answers would be worse than
   * none: its peers would count on it, and nobody would start it again.
   */
  public static final int FATAL_EXIT_CODE = 70;

  private static final int TURN_LIMIT = 512;
  private static final long HEARTBEAT_MILLIS = 1_000;

  /** The engine comes around every second at the latest, unless something holds it up. */
  private static final long FRESH_MILLIS = 2 * HEARTBEAT_MILLIS;

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final EngineClock clock;
  private final Inbox inbox = new Inbox(INBOX_CAPACITY, REQUEST_LIMIT);
  private final EventBus events = new EventBus();
  private final Scripts scripts = new Scripts();
  private final EngineCounters counters = new EngineCounters();
  private final PersistBarrier barrier;
  private final Effects effects;
  private final Turn turn;
  private final IntConsumer crash;
  private volatile @Nullable HeapMemory memory;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * An engine that does nothing until {@link #start}.
   *
   * @param sentinel whom nobody else may touch from now on
   * @param store where its state goes
   * @param clock the clock that {@code sentinel} was made with
   * @param crash ends the process at once with an exit code, after what was logged is out; called
   *     with {@link #FATAL_EXIT_CODE} when the engine's thread cannot go on
   */
  public Engine(Sentinel sentinel, StateStore store, EngineClock clock, IntConsumer crash) {
    this.clock = clock;
    this.crash = crash;
    this.barrier = new PersistBarrier(store, sentinel, clock.monotonicMillis(), this::tellSentinel);
    this.effects = new Effects(barrier, events, scripts, this::tellSentinel, crash);
    this.turn = new Turn(sentinel, clock, barrier, effects, counters);
    this.thread = Thread.ofPlatform().name("engine").unstarted(this::run);
  }

  /**
   * Starts to watch.
   *
   * @param links where its connections are made; closing them is the caller's, after {@link #stop}
   */
  public void start(Links links) {
    effects.links(links);
    counters.heartbeatMillis.set(nowMillis());
    thread.start();
  }

  /** The monotonic time that the sentinel lives by, for its views. */
  public long nowMillis() {
    return clock.monotonicMillis().getAsLong();
  }

  /**
   * Takes one input. Waits while the inbox is full: nothing is dropped. Ignored once the engine
   * stops.
   */
  public void offer(Input input) {
    put(new Arrived(input, System.nanoTime()));
  }

  /** Takes what links have to say, as far as there is room. All of it once the engine stops. */
  @Override
  public int offerAll(List<Input> inputs) {
    return inbox.putAll(inputs, System.nanoTime());
  }

  @Override
  public void whenRoom(Runnable callback) {
    inbox.whenRoom(callback);
  }

  /**
   * Asks for something. The answer comes when what it depends on is on disk.
   *
   * @return the answer, or an {@link EngineUnavailableException} when too much is waiting or the
   *     engine stops
   */
  public CompletableFuture<Answer> request(Request request) {
    return request(request, new CompletableFuture<>());
  }

  /**
   * As {@link #request(Request)}, but the answer is completed by {@code answering}, which must take
   * work at once and never wait, as an event loop does.
   */
  public CompletableFuture<Answer> request(Request request, Executor answering) {
    return request(request, Answers.on(answering));
  }

  private CompletableFuture<Answer> request(Request request, CompletableFuture<Answer> answer) {
    HeapMemory heap = memory;
    if (request instanceof Request.Monitor && heap != null && heap.isShort()) {
      answer.complete(
          new Answer.Refused(
              Answer.Refusal.MEMORY_SHORT,
              "Vedette is short of memory and watches no more masters: "
                  + heap.describe()
                  + " of its Java heap; give it more, or let it watch fewer"));
      return answer;
    }
    tryPut(new Asked(request, answer, System.nanoTime()), answer);
    return answer;
  }

  /**
   * Looks at the sentinel, after everything that was offered or asked before.
   *
   * @param question answered on the engine's thread: quickly, and without keeping the sentinel
   * @return what it returned, or what it threw, or an {@link EngineUnavailableException}
   */
  public <T extends @Nullable Object> CompletableFuture<T> read(Function<Sentinel, T> question) {
    return read(question, new CompletableFuture<>());
  }

  /**
   * As {@link #read(Function)}, but the answer is completed by {@code answering}, which must take
   * work at once and never wait, as an event loop does.
   */
  public <T extends @Nullable Object> CompletableFuture<T> read(
      Function<Sentinel, T> question, Executor answering) {
    return read(question, Answers.on(answering));
  }

  /**
   * Where the masters are, without a question to the engine's thread: as it was after the last turn
   * that changed it, once that had been saved, and before anything that was answered or told since.
   *
   * @return null when the engine has not come around for so long that its picture may be out of
   *     date; then {@link #read} waits until it does
   */
  public @Nullable Whereabouts whereabouts() {
    boolean fresh = nowMillis() - counters.heartbeatMillis.get() <= FRESH_MILLIS;
    return fresh && !stopping ? turn.whereabouts() : null;
  }

  private <T extends @Nullable Object> CompletableFuture<T> read(
      Function<Sentinel, T> question, CompletableFuture<T> answer) {
    tryPut(new Look<>(question, answer), answer);
    return answer;
  }

  /** Adds a listener that hears every event from now on. */
  public void addListener(EventListener listener) {
    addListener(listener, Long.MAX_VALUE);
  }

  /**
   * Adds a listener that first hears what it has missed, as far as it is kept (the last 4,096
   * events), then everything new, without a gap or a repetition.
   *
   * @param afterSequence the last event it knows, 0 for none
   */
  public void addListener(EventListener listener, long afterSequence) {
    put(new Chore(() -> events.add(listener, afterSequence)));
  }

  /** Removes a listener; it may hear a few more events. */
  public void removeListener(EventListener listener) {
    put(new Chore(() -> events.remove(listener)));
  }

  /** Publishes an event that happened outside of the sentinel, such as the end of a script. */
  public void publish(Event event) {
    put(new Chore(() -> events.publish(event)));
  }

  /** Gives scripts to that runner from now on, first those that had to wait for one. */
  public void runScriptsWith(ScriptRunner runner) {
    put(new Chore(() -> scripts.runner(runner)));
  }

  /** Refuses new masters from now on while that memory is short. */
  public void sparing(HeapMemory heap) {
    memory = heap;
  }

  /** Lets that meter measure from now on, instead of the one before. */
  public void measureWith(EngineMeter meter) {
    turn.meter(meter);
    barrier.meter(meter);
  }

  /** How the engine is. Never waits for its thread. */
  public EngineStatus status() {
    return new EngineStatus(
        thread.isAlive() && !stopping,
        nowMillis() - counters.heartbeatMillis.get(),
        counters.turns.get(),
        counters.inputs.get(),
        inbox.depth(),
        inbox.highWater(),
        inbox.blockedOffers(),
        inbox.refusedRequests(),
        counters.failedInputs.get(),
        events.failures() + counters.failedMeters.get(),
        counters.lastTurnNanos.get(),
        counters.longestTurnNanos.get(),
        events.published(),
        counters.timeJumps.get(),
        barrier.status());
  }

  /**
   * Takes nothing more in, finishes what waits, and saves the state. Returns when that is done, or
   * after the time limit; calling it again does no harm.
   */
  public void stop(Duration limit) {
    stopping = true;
    inbox.close();
    if (!thread.isAlive() || Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      if (!thread.join(limit)) {
        LOG.error("The engine did not stop within {} ms", limit.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Before anything else is decided. Only on the engine's thread. */
  private void tellSentinel(Input input) {
    inbox.putOwn(new Arrived(input, System.nanoTime()));
  }

  private void put(Entry entry) {
    if (Thread.currentThread().equals(thread)) {
      inbox.putOwn(entry);
    } else {
      inbox.put(entry);
    }
  }

  private void tryPut(Entry entry, CompletableFuture<?> answer) {
    EngineUnavailableException refusal = inbox.tryPut(entry);
    if (refusal != null) {
      answer.completeExceptionally(refusal);
    }
  }

  private void run() {
    try {
      watch();
    } catch (Throwable fatal) {
      endProcess(fatal);
    }
  }

  private void endProcess(Throwable fatal) {
    try {
      LOG.error(
          "The engine cannot go on: {}. This process ends with exit code {} and has to be started"
              + " again",
          fatal,
          FATAL_EXIT_CODE,
          fatal);
    } finally {
      crash.accept(FATAL_EXIT_CODE);
    }
  }

  private void watch() {
    turn.begin();
    List<Entry> batch = new ArrayList<>(TURN_LIMIT);
    while (!stopping) {
      takeTurn(batch, Math.clamp(turn.nextDeadline() - nowMillis(), 0, HEARTBEAT_MILLIS));
    }
    drain(batch);
  }

  private void takeTurn(List<Entry> batch, long waitMillis) {
    inbox.take(batch, TURN_LIMIT, waitMillis);
    counters.heartbeatMillis.set(nowMillis());
    turn.take(batch);
    batch.clear();
  }

  private void drain(List<Entry> batch) {
    long until = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (!inbox.isEmpty() && System.nanoTime() < until) {
      takeTurn(batch, 0);
    }
    barrier.saveAtEnd();
    EngineUnavailableException stopped =
        new EngineUnavailableException(Reason.STOPPED, "Vedette is stopping");
    effects.abandonAll(stopped);
    inbox.abandonAll(stopped);
  }
}
