package dev.vedette.observe.metrics;

import dev.vedette.notify.script.ScriptResult;
import dev.vedette.observe.Picture;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What became of the scripts that Sentinel's options name. */
final class ScriptMetrics implements MetricSource {

  private final Supplier<Map<ScriptResult, Long>> results;

  ScriptMetrics(Supplier<Map<ScriptResult, Long>> results) {
    this.results = results;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    results
        .get()
        .forEach((result, count) ->
            samples.counter(
                "vedette_script_results",
                "What became of scripts, and of attempts to run them.",
                count,
                "result",
                result.name().toLowerCase(Locale.ROOT)));
  }
}
