package dev.vedette.observe.metrics;

import dev.vedette.observe.Picture;
import dev.vedette.observe.Pictures;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Optional;

/**
 * Answers a scrape from one picture of the sentinel and the counters of its parts. Registered with
 * Prometheus' own registry, because Micrometer would rename series that dashboards know.
 */
final class VedetteCollector implements MultiCollector, AutoCloseable {

  private final Pictures pictures;
  private final List<MetricSource> sources;
  private final PrometheusRegistry registry;

  VedetteCollector(Pictures pictures, List<MetricSource> sources, PrometheusRegistry registry) {
    this.pictures = pictures;
    this.sources = List.copyOf(sources);
    this.registry = registry;
    registry.register(this);
  }

  @Override
  public MetricSnapshots collect() {
    Optional<Picture> picture = pictures.current();
    Samples samples = new Samples();
    for (MetricSource source : sources) {
      source.collect(picture, samples);
    }
    return samples.snapshots();
  }

  @Override
  public void close() {
    registry.unregister(this);
  }
}
