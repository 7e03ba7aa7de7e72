package dev.vedette.notify.script;

import dev.vedette.engine.PendingScripts;
import dev.vedette.sentinel.message.Effect.RunScript;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which script runs when: the rules of a Sentinel's script queue, without processes and clocks. Not
 * thread-safe.
 */
final class ScriptSchedule {

  /** More are not kept: the oldest that does not run makes room. */
  static final int MAX_QUEUE = 256;

  /** More never run at a time. */
  static final int MAX_RUNNING = 16;

  /** A script is not started more often than this. */
  static final int MAX_ATTEMPTS = 10;

  /** What becomes of a script that has ended. */
  enum Outcome {
    /** It returned 0. */
    DONE,
    /** It goes back to the queue. */
    RETRY,
    /** It failed for good: by its exit code, or because it was tried often enough. */
    FAILED,
    /** Somebody cancelled it. */
    CANCELLED
  }

  private final List<ScriptJob> jobs = new ArrayList<>();
  private long lastId;

  /**
   * Adds a script at the end.
   *
   * @return the script that had to make room, null when there was room
   */
  @Nullable ScriptJob add(RunScript script) {
    jobs.add(new ScriptJob(++lastId, script));
    if (jobs.size() <= MAX_QUEUE) {
      return null;
    }
    for (ScriptJob job : jobs) {
      if (!job.running) {
        jobs.remove(job);
        return job;
      }
    }
    throw new AssertionError("more than " + MAX_RUNNING + " scripts run");
  }

  /** Marks as running, and returns, what is to be started now, oldest first. */
  List<ScriptJob> startDue(long nowMillis) {
    List<ScriptJob> due = new ArrayList<>();
    int free = MAX_RUNNING - running();
    for (ScriptJob job : jobs) {
      if (due.size() < free && !job.running && job.startMillis <= nowMillis) {
        job.running = true;
        job.timedOut = false;
        job.startMillis = nowMillis;
        job.attempts++;
        due.add(job);
      }
    }
    return due;
  }

  /** Marks as timed out, and returns, what has been running for too long; each attempt once. */
  List<ScriptJob> overdue(long nowMillis, long maxRuntimeMillis) {
    List<ScriptJob> overdue = new ArrayList<>();
    for (ScriptJob job : jobs) {
      if (job.run != null && !job.timedOut && nowMillis - job.startMillis > maxRuntimeMillis) {
        job.timedOut = true;
        overdue.add(job);
      }
    }
    return overdue;
  }

  /** Takes note of the end of a running script, and decides about another attempt. */
  Outcome ended(ScriptJob job, ScriptExit exit, long nowMillis, long retryDelayMillis) {
    job.running = false;
    job.run = null;
    if (!job.cancelled && exit.wantsRetry() && job.attempts < MAX_ATTEMPTS) {
      job.startMillis = nowMillis + retryDelay(job.attempts, retryDelayMillis);
      return Outcome.RETRY;
    }
    jobs.remove(job);
    if (job.cancelled) {
      return Outcome.CANCELLED;
    }
    return exit.succeeded() ? Outcome.DONE : Outcome.FAILED;
  }

  /** The wait before the attempt after {@code attempts}: it doubles with each. */
  static long retryDelay(int attempts, long retryDelayMillis) {
    return retryDelayMillis << (attempts - 1);
  }

  /**
   * Takes a script out. One that runs stays until it has ended, and is not tried again.
   *
   * @return the script, null when there is none of that id
   */
  @Nullable ScriptJob cancel(long id) {
    for (ScriptJob job : List.copyOf(jobs)) {
      if (job.id == id) {
        job.cancelled = true;
        if (!job.running) {
          jobs.remove(job);
        }
        return job;
      }
    }
    return null;
  }

  /**
   * Milliseconds until something is due that no exit announces; {@link Long#MAX_VALUE} for never.
   */
  long millisUntilNextStart(long nowMillis) {
    if (running() >= MAX_RUNNING) {
      return Long.MAX_VALUE;
    }
    return jobs.stream()
        .filter(job -> !job.running)
        .mapToLong(job -> Math.max(0, job.startMillis - nowMillis))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** How many run. */
  int running() {
    return (int) jobs.stream().filter(job -> job.running).count();
  }

  /** How many there are, running or not. */
  int size() {
    return jobs.size();
  }

  /** All of them, oldest first. */
  List<PendingScripts.Script> view(long nowMillis) {
    return jobs.stream().map(job -> job.view(nowMillis)).toList();
  }

  /** All that run. */
  List<ScriptJob> runningJobs() {
    return jobs.stream().filter(job -> job.running).toList();
  }
}
