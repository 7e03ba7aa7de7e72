package dev.vedette.observe.metrics;

import dev.vedette.observe.Picture;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;

/** Which version this is. */
final class BuildMetrics implements MetricSource {

  private final String version;

  BuildMetrics(@Nullable BuildProperties build) {
    String known = build == null ? null : build.getVersion();
    version = known == null ? "unknown" : known;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    samples.info("vedette_build", "Always 1; the version is a label.", "version", version);
  }
}
