package dev.vedette.engine;

import dev.vedette.engine.EngineUnavailableException.Reason;
import dev.vedette.engine.Inbox.Arrived;
import dev.vedette.engine.Inbox.Asked;
import dev.vedette.engine.Inbox.Chore;
import dev.vedette.engine.Inbox.Entry;
import dev.vedette.engine.Inbox.Look;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine does each time it comes around: first all decisions, then all effects. A decision
 * or an effect that fails is logged and counted, the others go on. Only an {@link Error} gets out,
 * because nobody can say what it has left half done.
 */
final class Turn {

  /** Wait after a tick that failed or left its own deadline standing, so that nothing spins. */
  private static final long REST_AFTER_FAILURE_MILLIS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  private final Sentinel sentinel;
  private final LongSupplier nowMillis;
  private final SuspendDetector suspension;
  private final PersistBarrier barrier;
  private final Effects effects;
  private final EngineCounters counters;
  private final Faults faults;

  /** What is to be done once all is decided, in its order: an {@link Effect}, or work to be run. */
  private final List<Object> actions = new ArrayList<>();

  private final Runnable showing = this::showWhereabouts;

  private long noTickBefore = Long.MIN_VALUE;

  /**
   * When what waits was taken. All of it is decided at that one moment: however long that takes,
   * nobody's time runs out before what he had said long ago has been read.
   */
  private long now;

  private volatile EngineMeter meter = EngineMeter.NONE;
  private volatile @Nullable Whereabouts whereabouts;
  private long whereaboutsVersion;

  Turn(
      Sentinel sentinel,
      EngineClock clock,
      PersistBarrier barrier,
      Effects effects,
      EngineCounters counters) {
    this.sentinel = sentinel;
    this.nowMillis = clock.monotonicMillis();
    this.suspension = new SuspendDetector(clock.bootMillis(), clock.monotonicMillis());
    this.barrier = barrier;
    this.effects = effects;
    this.counters = counters;
    this.faults = new Faults(counters);
  }

  void meter(EngineMeter value) {
    meter = value;
  }

  /**
   * The very first turn. Nothing would ever be watched if it failed: whatever it throws gets out.
   */
  void begin() {
    schedule(sentinel.start(nowMillis.getAsLong()));
    carryOut();
  }

  /** Where the masters are, null before the first turn. Any thread. */
  @Nullable Whereabouts whereabouts() {
    return whereabouts;
  }

  /** When there is something to do even though nothing arrives. */
  long nextDeadline() {
    try {
      return Math.min(barrier.retryAt(), Math.max(sentinel.nextDeadline(), noTickBefore));
    } catch (RuntimeException e) {
      faults.note("The next deadline", e);
      return nowMillis.getAsLong() + REST_AFTER_FAILURE_MILLIS;
    }
  }

  /** Decides all entries, and what time has brought, and carries out what follows from it. */
  void take(List<Entry> entries) {
    long start = System.nanoTime();
    now = nowMillis.getAsLong();
    int decided = 0;
    long missing = suspension.missingMillis();
    if (missing > 0) {
      counters.timeJumps.incrementAndGet();
      LOG.warn("This machine was suspended for {} ms", missing);
      step(new Input.TimeJumped(missing), 0);
      decided++;
    }
    for (Entry entry : entries) {
      decided += decide(entry);
    }
    decided += tickIfDue();
    carryOut();
    if (decided == 0) {
      return;
    }
    long nanos = System.nanoTime() - start;
    counters.inputs.addAndGet(decided);
    counters.turned(nanos);
    try {
      meter.turned(entries.size(), nanos);
    } catch (RuntimeException e) {
      measuringFailed(e);
    }
  }

  private int decide(Entry entry) {
    switch (entry) {
      case Arrived(Input input, long offeredNanos) -> step(input, offeredNanos);
      case Asked asked -> ask(asked);
      case Look<?> look -> answer(look);
      case Chore(Runnable work) -> actions.add(work);
    }
    return 1;
  }

  private void ask(Asked asked) {
    long id = effects.expect(asked.answer());
    if (!step(new Input.Requested(id, asked.request()), asked.offeredNanos())) {
      abandon(id);
    }
  }

  /** The sentinel itself has met a fault, and gone on. */
  private void failed(Effect.Fault fault) {
    faults.note(fault.during(), fault.cause());
    abandon(fault.request());
  }

  private void abandon(long request) {
    effects.abandon(
        request,
        new EngineUnavailableException(
            Reason.FAILED, "The request failed inside Vedette; its log has the details"));
  }

  private <T> void answer(Look<T> look) {
    CompletableFuture<T> answer = look.answer();
    try {
      T found = look.question().apply(sentinel);
      Runnable completion = () -> Answers.complete(answer, found);
      actions.add(completion);
    } catch (RuntimeException e) {
      Answers.fail(answer, e);
    }
  }

  private int tickIfDue() {
    now = nowMillis.getAsLong();
    if (now < noTickBefore || now < deadlineOrNow(now)) {
      return 0;
    }
    boolean well = step(new Input.Tick(), 0);
    boolean moved = deadlineOrNow(now) > now;
    noTickBefore = well && moved ? Long.MIN_VALUE : now + REST_AFTER_FAILURE_MILLIS;
    return 1;
  }

  private long deadlineOrNow(long now) {
    try {
      return sentinel.nextDeadline();
    } catch (RuntimeException e) {
      return now;
    }
  }

  private boolean step(Input input, long offeredNanos) {
    long start = System.nanoTime();
    boolean well = true;
    try {
      schedule(sentinel.step(input, now));
    } catch (RuntimeException e) {
      faults.note(input, e);
      well = false;
    }
    long nanos = System.nanoTime() - start;
    try {
      meter.stepped(input, offeredNanos == 0 ? 0 : start - offeredNanos, nanos);
    } catch (RuntimeException e) {
      measuringFailed(e);
    }
    return well;
  }

  private void schedule(List<Effect> wanted) {
    for (Effect effect : wanted) {
      if (effect instanceof Effect.Fault fault) {
        failed(fault);
      } else {
        actions.add(effect);
        if (effect instanceof Effect.Persist) {
          // On disk, and not told to anybody yet.
          actions.add(showing);
        }
      }
    }
  }

  private void carryOut() {
    barrier.turnBegins();
    try {
      barrier.retryIfDue();
    } catch (RuntimeException e) {
      faults.note("Saving again", e);
    }
    for (int i = 0; i < actions.size(); i++) {
      try {
        carryOut(actions.get(i));
      } catch (RuntimeException e) {
        faults.note("An effect", e);
      }
    }
    actions.clear();
    try {
      effects.flush();
    } catch (RuntimeException e) {
      faults.note("Sending", e);
    }
    try {
      showWhereabouts();
    } catch (RuntimeException e) {
      faults.note("Showing where the masters are", e);
    }
  }

  private void showWhereabouts() {
    long version = sentinel.stateVersion();
    if (whereabouts == null || version != whereaboutsVersion) {
      whereabouts = new Whereabouts(sentinel.settings().announceHostnames(), sentinel.addresses());
      whereaboutsVersion = version;
    }
  }

  private void carryOut(Object action) {
    if (action instanceof Effect effect) {
      effects.carryOut(effect);
    } else if (action instanceof Runnable work) {
      work.run();
    }
  }

  private void measuringFailed(RuntimeException failure) {
    if (counters.failedMeters.getAndIncrement() == 0) {
      LOG.error("Measuring failed; further failures are only counted", failure);
    }
  }
}
