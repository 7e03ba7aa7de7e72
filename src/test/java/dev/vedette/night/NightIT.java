package dev.vedette.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.testing.RedisLab;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A short night on loopback, in every build; {@link RealNights} are longer and worse. */
class NightIT {

  private static final Path FOLDER = Path.of("target", "nights");

  @RegisterExtension final RedisLab lab = new RedisLab();

  @Test
  void
      a_group_with_a_stock_sentinel_comes_to_rest_after_every_fault_and_loses_no_write_unaccounted() {
    long seed = Long.getLong("nights.seed", 5L);
    NightSettings settings =
        new NightSettings(seed, Integer.getInteger("nights.faults", 5), 3, 1_500, 5_000);
    Ground ground = new LoopbackGround(lab, settings);

    try (Night night = new Night(ground, settings, FOLDER.resolve("loopback-" + seed))) {
      NightReport report = night.play();
      report.write(FOLDER, "loopback-" + seed);

      assertThat(report.violations()).isEmpty();
      assertThat(report.played()).isEqualTo(settings.faults());
      assertThat(report.acknowledged()).isPositive();
    }
  }
}
