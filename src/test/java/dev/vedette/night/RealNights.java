package dev.vedette.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Long nights, each process with a network and a disk of its own: {@code ./mvnw verify -Pnights},
 * or {@code src/nights/run}, as root. They fail where that is impossible.
 *
 * <ul>
 *   <li>{@code -Dnights.faults=100}: rounds of faults in all
 *   <li>{@code -Dnights.sentinels=5}: only groups of that size; without it half of the faults meet
 *       a group of 3 and half one of 5
 *   <li>{@code -Dnights.seed=…}: repeats a night; without it the seed is random, and told
 * </ul>
 */
class RealNights {

  private static final Logger LOG = LoggerFactory.getLogger(RealNights.class);
  private static final Path FOLDER = Path.of("target", "nights").toAbsolutePath();

  static IntStream sizes() {
    int only = Integer.getInteger("nights.sentinels", 0);
    return only > 0 ? IntStream.of(only) : IntStream.of(3, 5);
  }

  @ParameterizedTest(name = "{0} sentinels")
  @MethodSource("sizes")
  void every_fault_is_survived_and_every_loss_is_accounted_for(int sentinels) throws IOException {
    long seed = Long.getLong("nights.seed", new Random().nextInt(1_000_000));
    int faults = Integer.getInteger("nights.faults", 100);
    boolean half = Integer.getInteger("nights.sentinels", 0) == 0;
    NightSettings settings =
        new NightSettings(seed, half ? (faults + 1) / 2 : faults, sentinels, 2_000, 10_000);
    String name = "seed-" + seed + "-of-" + sentinels;
    LOG.info(
        "a night with {} sentinels, {} rounds: {}",
        sentinels,
        settings.faults(),
        settings.command(true));
    Path launcher = Path.of("bin", "vedette").toAbsolutePath();
    assertThat(Path.of("target", "vedette.jar")).as("./mvnw package").exists();
    Files.createDirectories(FOLDER);
    Path folder = Files.createTempDirectory(FOLDER, name + "-");

    try (Ground ground = new NamespaceGround(folder, launcher, settings);
        Night night = new Night(ground, settings, folder)) {
      NightReport report = night.play();
      report.write(FOLDER, name);
      LOG.info("\n{}", report.table());

      assertThat(report.violations()).isEmpty();
      assertThat(report.played()).isEqualTo(settings.faults());
    }
  }
}
