package dev.vedette.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Groups of 3, 5 and 7 sentinels under faults. {@code -Dseed=N} replays one run and writes all of
 * its story to {@code target/simulation-N.txt}; {@code -Dseeds=COUNT} runs so many, from {@code
 * -DfirstSeed=N} on.
 */
class SimulationTest {

  private static final int DEFAULT_SEEDS = 16;
  private static final long FIRST_SEED = 1;

  @TestFactory
  Stream<DynamicTest> keeps_its_promises_under_faults_and_comes_to_rest_after_them() {
    Long seed = Long.getLong("seed");
    if (seed != null) {
      return Stream.of(dynamicTest("seed " + seed, () -> check(seed)));
    }
    long first = Long.getLong("firstSeed", FIRST_SEED);
    return LongStream.range(first, first + Integer.getInteger("seeds", DEFAULT_SEEDS))
        .mapToObj(each -> dynamicTest("seed " + each, () -> check(each)));
  }

  private static void check(long seed) throws IOException {
    List<String> story = new ArrayList<>();
    boolean replayed = Objects.equals(Long.getLong("seed"), seed);
    String failure = Simulation.run(seed, replayed ? story::add : line -> {});
    if (replayed) {
      Files.write(Path.of("target", "simulation-" + seed + ".txt"), story);
    }
    assertThat(failure).as("replay with -Dseed=" + seed).isNull();
  }

  @Test
  void the_same_seed_tells_the_same_story() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    Simulation.run(3, first::add);
    Simulation.run(3, second::add);
    assertThat(first).hasSizeGreaterThan(100);
    assertThat(withoutIdentities(second)).isEqualTo(withoutIdentities(first));
  }

  /** The names of lambda classes differ from run to run. */
  private static List<String> withoutIdentities(List<String> story) {
    return story.stream().map(line -> line.replaceAll("\\$\\$Lambda[^,\\]]*", "lambda")).toList();
  }
}
