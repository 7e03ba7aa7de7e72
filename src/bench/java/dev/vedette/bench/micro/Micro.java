package dev.vedette.bench.micro;

import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks with the options of the Java runtime that bin/vedette gives. */
public final class Micro {

  private Micro() {}

  /**
   * Runs them and leaves jmh.json.
   *
   * @param pattern which ones, a regular expression
   * @param quick one short iteration, for a first look
   * @throws RunnerException when one of them cannot be run
   */
  public static void run(String pattern, boolean quick, Path folder) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern)
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 1 : 3)
            .warmupTime(TimeValue.seconds(quick ? 1 : 3))
            .measurementIterations(quick ? 1 : 5)
            .measurementTime(TimeValue.seconds(quick ? 1 : 2))
            .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m")
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve("jmh.json").toString());
    if (quick) {
      options.param("masters", "300");
    }
    new Runner(options.build()).run();
  }
}
