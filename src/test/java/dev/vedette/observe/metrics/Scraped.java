package dev.vedette.observe.metrics;

import dev.vedette.observe.Picture;
import dev.vedette.observe.Scrape;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Prometheus reads of a source. */
final class Scraped {

  private Scraped() {}

  static Scrape of(MetricSource source, @Nullable Picture picture) {
    Samples samples = new Samples();
    source.collect(Optional.ofNullable(picture), samples);
    return of(samples.snapshots());
  }

  static Scrape of(MetricSnapshots snapshots) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, snapshots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Scrape.parse(out.toString(StandardCharsets.UTF_8));
  }
}
