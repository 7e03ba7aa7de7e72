package dev.vedette.observe.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one scrape collects. The same name with other labels adds a data point; the same name and
 * labels twice is a mistake. Labels are given as names and values in turn.
 */
final class Samples {

  private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
  private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
  private final Map<String, InfoSnapshot.Builder> infos = new LinkedHashMap<>();
  private final Map<String, SummarySnapshot.Builder> summaries = new LinkedHashMap<>();

  /** A value that goes up and down. */
  Samples gauge(String name, String help, double value, String... labels) {
    gauges
        .computeIfAbsent(name, n -> GaugeSnapshot.builder().name(n).help(help))
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
    return this;
  }

  /** A gauge of 1 or 0. */
  Samples flag(String name, String help, boolean value, String... labels) {
    return gauge(name, help, value ? 1 : 0, labels);
  }

  /**
   * A value that only grows.
   *
   * @param name without the {@code _total} that is added to it
   */
  Samples counter(String name, String help, double value, String... labels) {
    counters
        .computeIfAbsent(name, n -> CounterSnapshot.builder().name(n).help(help))
        .dataPoint(
            CounterDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
    return this;
  }

  /**
   * A gauge that is always 1 and whose labels are what it tells.
   *
   * @param name without the {@code _info} that is added to it
   */
  Samples info(String name, String help, String... labels) {
    infos
        .computeIfAbsent(name, n -> InfoSnapshot.builder().name(n).help(help))
        .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of(labels)).build());
    return this;
  }

  /** How often something happened, and how much it was together. */
  Samples summary(String name, String help, long count, double sum) {
    summaries
        .computeIfAbsent(name, n -> SummarySnapshot.builder().name(n).help(help))
        .dataPoint(SummaryDataPointSnapshot.builder().count(count).sum(sum).build());
    return this;
  }

  MetricSnapshots snapshots() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    gauges.values().forEach(gauge -> all.metricSnapshot(gauge.build()));
    counters.values().forEach(counter -> all.metricSnapshot(counter.build()));
    infos.values().forEach(info -> all.metricSnapshot(info.build()));
    summaries.values().forEach(summary -> all.metricSnapshot(summary.build()));
    return all.build();
  }
}
