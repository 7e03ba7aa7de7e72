package dev.vedette.notify.script;

import dev.vedette.engine.PendingScripts;
import dev.vedette.engine.ScriptRunner;
import dev.vedette.notify.script.ScriptSchedule.Outcome;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Effect.RunScript;
import dev.vedette.sentinel.settings.Timings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of the scripts that operators configured for a master, with a Sentinel's rules: 256 are
 * kept (the oldest that does not run makes room), 16 run at a time, each for 60 s at most; exit
 * code 1 or death by signal means another attempt after 30 s, doubling, up to 10 in all; exit codes
 * from 2 on mean failure. Like a Sentinel's, it lives in memory only.
 *
 * <p>Thread-safe. {@link #enqueue} never waits for a process, an event listener or a disk; all
 * processes are started and all events published by one thread of the queue's own.
 */
public final class ScriptQueue implements ScriptRunner, PendingScripts, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ScriptQueue.class);

  /** Changed time limits take effect on running scripts within this time. */
  private static final long POLL_MILLIS = 100;

  private record Ended(ScriptJob job, ScriptExit exit, @Nullable Long pid) {}

  private final ScriptLauncher launcher;
  private final Consumer<Event> events;
  private final Supplier<Timings> timings;
  private final Path directory;
  private final LongSupplier nowMillis;
  private final Thread worker =
      Thread.ofPlatform().daemon().name("vedette-scripts").unstarted(this::work);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ScriptSchedule schedule = new ScriptSchedule();
  private final Deque<Ended> ended = new ArrayDeque<>();
  private final Map<ScriptResult, Long> results = new EnumMap<>(ScriptResult.class);
  private boolean closed;

  /** Only for the worker. */
  private Timings lastLimits = Timings.DEFAULTS;

  /**
   * A queue that does nothing before {@link #start}.
   *
   * @param launcher starts the processes
   * @param events hears of starts, ends, failures and time-outs, in order, on the queue's own
   *     thread. Such an event names the master whose script it is (its payload does not, as in a
   *     Sentinel), and has the epoch of the event that the script was to tell, 0 without one
   * @param timings the present time limits; asked on the queue's own thread, while there are
   *     scripts
   * @param directory where scripts run
   * @param nowMillis monotonic clock
   */
  public ScriptQueue(
      ScriptLauncher launcher,
      Consumer<Event> events,
      Supplier<Timings> timings,
      Path directory,
      LongSupplier nowMillis) {
    this.launcher = launcher;
    this.events = events;
    this.timings = timings;
    this.directory = directory;
    this.nowMillis = nowMillis;
  }

  /** Begins to run scripts. Call it once. */
  public void start() {
    worker.start();
  }

  @Override
  public void enqueue(RunScript script) {
    lock.lock();
    try {
      ScriptJob victim = schedule.add(script);
      if (victim != null) {
        long dropped = count(ScriptResult.DROPPED);
        if (Long.bitCount(dropped) == 1) { // a storm of events is not to become a storm of lines
          log.warn("Script queue is full, dropped={} the last one: {}", dropped, victim.argv);
        }
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Script> list() {
    lock.lock();
    try {
      return schedule.view(nowMillis.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /** {@code sentinel_running_scripts}. */
  public int running() {
    lock.lock();
    try {
      return schedule.running();
    } finally {
      lock.unlock();
    }
  }

  /** {@code sentinel_scripts_queue_length}: running and waiting ones. */
  public int length() {
    lock.lock();
    try {
      return schedule.size();
    } finally {
      lock.unlock();
    }
  }

  /** What became of scripts and attempts so far, and how often; what never happened is 0. */
  public Map<ScriptResult, Long> results() {
    lock.lock();
    try {
      Map<ScriptResult, Long> all = new EnumMap<>(ScriptResult.class);
      for (ScriptResult result : ScriptResult.values()) {
        all.put(result, results.getOrDefault(result, 0L));
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Counts one more, and returns how many there are now. The caller holds the lock. */
  private long count(ScriptResult result) {
    return results.merge(result, 1L, Long::sum);
  }

  @Override
  public boolean cancel(long id) {
    ScriptJob job;
    ScriptRun run;
    lock.lock();
    try {
      job = schedule.cancel(id);
      if (job == null) {
        return false;
      }
      run = job.run;
      if (!job.running) {
        count(ScriptResult.CANCELLED);
        log.info("Script cancelled before its next attempt: {}", job.argv);
        return true;
      }
    } finally {
      lock.unlock();
    }
    log.info("Script cancelled while it runs: {}", job.argv);
    if (run != null) {
      killInBackground(run);
    }
    return true;
  }

  /**
   * Starts nothing more, and gives running scripts 5 seconds to end; those that take longer go on
   * without us.
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // it is that very object, or an end
  public void close() {
    List<ScriptRun> runs = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      changed.signal();
      for (ScriptJob job : schedule.runningJobs()) {
        if (job.run != null) {
          runs.add(job.run);
        }
      }
    } finally {
      lock.unlock();
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    for (ScriptRun run : runs) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      var exit = run.exit().toCompletableFuture();
      if (exit.completeOnTimeout(NOT_ENDED, left.toMillis(), TimeUnit.MILLISECONDS).join()
          == NOT_ENDED) {
        log.warn("Script pid={} is still running; it goes on without us.", run.pid());
      }
    }
  }

  private static final ScriptExit NOT_ENDED = new ScriptExit(-1, 0, List.of());

  private void work() {
    while (true) {
      try {
        turn();
      } catch (RuntimeException e) {
        log.error("The script queue stumbled and goes on.", e);
      }
      lock.lock();
      try {
        if (closed) {
          return;
        }
        long wait = schedule.millisUntilNextStart(nowMillis.getAsLong());
        if (schedule.running() > 0) {
          wait = Math.min(wait, POLL_MILLIS);
        }
        if (wait > 0 && ended.isEmpty() && !changed.await(wait, TimeUnit.MILLISECONDS)) {
          log.trace("Time to look at the script queue.");
        }
      } catch (InterruptedException e) {
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Does all that is to be done now, and does not wait. */
  void turn() {
    if (length() == 0) {
      return;
    }
    Timings limits = limits();
    for (Ended end = nextEnded(); end != null; end = nextEnded()) {
      finish(end, limits);
    }
    for (ScriptJob job : startDue()) {
      start(job);
    }
    for (ScriptJob job : overdue(limits)) {
      timeOut(job);
    }
  }

  private Timings limits() {
    try {
      lastLimits = timings.get();
    } catch (RuntimeException e) {
      log.debug("The time limits cannot be read now, the last known ones stay: {}", e.toString());
    }
    return lastLimits;
  }

  private @Nullable Ended nextEnded() {
    lock.lock();
    try {
      return ended.poll();
    } finally {
      lock.unlock();
    }
  }

  private List<ScriptJob> startDue() {
    lock.lock();
    try {
      return closed ? List.of() : schedule.startDue(nowMillis.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  private List<ScriptJob> overdue(Timings limits) {
    lock.lock();
    try {
      return schedule.overdue(nowMillis.getAsLong(), limits.scriptMaxRuntime());
    } finally {
      lock.unlock();
    }
  }

  private void start(ScriptJob job) {
    ScriptRun run;
    try {
      run = launcher.launch(new ScriptCommand(job.argv, directory, true, Map.of()));
    } catch (ScriptLauncher.NotExecutableException | IllegalArgumentException e) {
      log.warn("Script cannot be executed: {}", e.getMessage());
      end(job, new ScriptExit(ScriptExit.NOT_EXECUTABLE, 0, List.of()), null);
      return;
    } catch (IOException e) {
      // A Sentinel reports a failed fork as signal 99; here it also counts as an attempt.
      log.warn("Script could not be started: {}", e.getMessage());
      publish(EventType.SCRIPT_ERROR, job, job.argv.getFirst() + " 99 0");
      end(job, new ScriptExit(1, 0, List.of()), null);
      return;
    }
    boolean cancelled;
    lock.lock();
    try {
      job.run = run;
      cancelled = job.cancelled;
    } finally {
      lock.unlock();
    }
    publish(EventType.SCRIPT_CHILD, job, Long.toString(run.pid()));
    if (cancelled) {
      killInBackground(run);
    }
    run.exit().thenAccept(exit -> end(job, exit, run.pid()));
  }

  private void end(ScriptJob job, ScriptExit exit, @Nullable Long pid) {
    lock.lock();
    try {
      ended.add(new Ended(job, exit, pid));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void finish(Ended end, Timings limits) {
    ScriptJob job = end.job();
    ScriptExit exit = end.exit();
    Outcome outcome;
    long again;
    lock.lock();
    try {
      long now = nowMillis.getAsLong();
      outcome = schedule.ended(job, exit, now, limits.scriptRetryDelay());
      again = job.startMillis - now;
      count(ScriptResult.of(outcome, exit, end.pid(), job.timedOut, job.attempts));
    } finally {
      lock.unlock();
    }
    if (end.pid() != null) {
      publish(
          EventType.SCRIPT_CHILD_ENDED,
          job,
          end.pid() + " " + exit.exitCode() + " " + exit.signal());
    }
    switch (outcome) {
      case DONE -> log.info("Script done: {} last-output={}", job.argv, exit.lastLines());
      case CANCELLED -> logEnd("Script cancelled", job, exit);
      case RETRY -> logEnd("Script ended badly, next attempt in " + again + " ms", job, exit);
      case FAILED -> {
        logEnd("Script failed", job, exit);
        publish(
            EventType.SCRIPT_ERROR,
            job,
            job.argv.getFirst() + " " + exit.signal() + " " + exit.exitCode());
      }
    }
  }

  private void timeOut(ScriptJob job) {
    ScriptRun run = job.run;
    if (run != null) {
      publish(EventType.SCRIPT_TIMEOUT, job, job.argv.getFirst() + " " + run.pid());
      killInBackground(run);
    }
  }

  private static void killInBackground(ScriptRun run) {
    Thread.ofVirtual().name("script-kill-" + run.pid()).start(run::kill);
  }

  private void publish(EventType type, ScriptJob job, String payload) {
    Event cause = job.script.event();
    long epoch = cause == null ? 0 : cause.epoch();
    try {
      events.accept(
          new Event(type, job.script.master(), null, payload, Event.Role.OBSERVER, epoch));
    } catch (RuntimeException e) {
      log.error("An event about a script could not be published: {} {}", type, payload, e);
    }
  }

  private static void logEnd(String what, ScriptJob job, ScriptExit exit) {
    log.warn(
        "{}: {} exit={} signal={} attempt={}/{} last-output={}",
        what,
        job.argv,
        exit.exitCode(),
        exit.signal(),
        job.attempts,
        ScriptSchedule.MAX_ATTEMPTS,
        exit.lastLines());
  }
}
