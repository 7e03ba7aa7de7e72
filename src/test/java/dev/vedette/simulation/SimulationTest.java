package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Groups of 3, 5 and 7 sentinels under faults. How to repeat a failure is written in the
 * documentation of the package.
 */
class SimulationTest {

  private static final int DEFAULT_SEEDS = 500;
  private static final int THREADS = 2;
  private static final int TOLD_LINES = 60;

  @Test
  void keeps_its_promises_under_faults_and_comes_to_rest_after_them() throws Exception {
    Long seed = Long.getLong("seed");
    if (seed != null) {
      replay(seed);
      return;
    }
    long first = Long.getLong("firstSeed", 1);
    SortedMap<Long, String> failed = run(first, Integer.getInteger("seeds", DEFAULT_SEEDS));
    if (!failed.isEmpty()) {
      StringBuilder all = new StringBuilder();
      failed.forEach((each, what) -> all.append(each).append(' ').append(what).append('\n'));
      fail("failed seeds:\n" + all + tell(Plan.of(failed.firstKey())));
    }
  }

  private static SortedMap<Long, String> run(long first, long count)
      throws InterruptedException, ExecutionException {
    AtomicLong next = new AtomicLong(first);
    SortedMap<Long, String> failed = new ConcurrentSkipListMap<>();
    int workers = Integer.getInteger("threads", THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(threads.submit(() -> work(next, first + count, failed)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    return failed;
  }

  private static void work(AtomicLong next, long end, SortedMap<Long, String> failed) {
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      Simulation.Failure failure = Simulation.run(Plan.of(seed), null);
      if (failure != null) {
        failed.put(seed, failure.what().lines().findFirst().orElse(""));
      }
    }
  }

  private static void replay(long seed) {
    String faults = System.getProperty("faults");
    Plan plan = faults == null ? Plan.of(seed) : Plan.parse(seed + " " + faults);
    List<String> story = new ArrayList<>();
    Simulation.Failure failure = Simulation.run(plan, story::add);
    try {
      Files.write(Path.of("target", "simulation-" + seed + ".txt"), story);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (failure != null) {
      fail(tell(plan));
    }
  }

  /** The failure again with as few faults as it needs. */
  private static String tell(Plan plan) {
    Plan small = Shrinking.of(plan);
    Simulation.Failure failure = Simulation.run(small, null);
    String what =
        failure == null
            ? "does not fail again"
            : failure.what() + "\n" + failure.picture() + failure.story(TOLD_LINES);
    return "\nseed %d fails with %d of its %d faults: %s%nrepeat it, with the whole story in target/simulation-%d.txt:%n%s%n"
        .formatted(
            plan.seed(),
            small.faults().size(),
            plan.faults().size(),
            what,
            plan.seed(),
            "./mvnw test -Dtest=SimulationTest -Dseed="
                + plan.seed()
                + " -Dfaults="
                + small.faultsText());
  }

  @TestFactory
  Stream<DynamicTest> what_once_failed_does_not_fail_again() {
    return FailedOnce.all().stream()
        .map(once ->
            dynamicTest(
                once.why(),
                () -> {
                  Plan plan = once.plan();
                  if (Simulation.run(plan, null) != null) {
                    fail(tell(plan));
                  }
                }));
  }

  @Test
  void the_same_seed_tells_the_same_story() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    Simulation.run(Plan.of(3), first::add);
    Simulation.run(Plan.of(3), second::add);
    assertThat(first).hasSizeGreaterThan(100);
    assertThat(second).isEqualTo(first);
  }
}
