package dev.vedette.bench;

import dev.vedette.bench.micro.Micro;
import dev.vedette.bench.process.BenchException;
import dev.vedette.bench.process.Kind;
import dev.vedette.bench.report.Json;
import dev.vedette.bench.report.Pictures;
import dev.vedette.bench.report.Results;
import dev.vedette.bench.report.Table;
import dev.vedette.bench.scenario.Round;
import dev.vedette.bench.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Measures the scenarios it is told, both kinds in turns, and prints the table. */
public final class Bench {

  private final Settings settings;
  private final Results results = new Results();
  private final Map<String, String> circumstances;
  private final PrintStream out;

  private Bench(Settings settings, PrintStream out) throws IOException {
    this.settings = settings;
    this.circumstances = Circumstances.now();
    this.out = out;
  }

  /**
   * Names of scenarios; without any, all. Rounds and the like come from the environment, see
   * src/bench/run.
   */
  public static void main(String[] args) throws IOException, RunnerException {
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (args.length > 0 && args[0].equals("fleet")) {
      FleetAlone.run(args.length > 1 ? Integer.parseInt(args[1]) : 1_000, out);
      return;
    }
    if (args.length > 0 && args[0].equals("jmh")) {
      Settings settings = Settings.read();
      Micro.run(args.length > 1 ? args[1] : ".*", settings.quick(), settings.output());
      return;
    }
    if (args.length > 0 && args[0].equals("list")) {
      Scenarios.all().forEach(scenario -> out.println(scenario.name()));
      return;
    }
    List<Scenario> scenarios = Scenarios.named(List.of(args));
    Bench bench = new Bench(Settings.read(), out);
    for (Scenario scenario : scenarios) {
      bench.measure(scenario);
    }
    bench.report();
    Runtime.getRuntime().halt(bench.results.failures().isEmpty() ? 0 : 1);
  }

  private void measure(Scenario scenario) throws IOException {
    int rounds = settings.rounds(scenario.rounds());
    for (int number = 1; number <= rounds; number++) {
      for (Kind kind : settings.kinds()) {
        if (scenario.kinds().contains(kind)) {
          measure(scenario, kind, number);
        }
      }
    }
  }

  private void measure(Scenario scenario, Kind kind, int number) throws IOException {
    Path folder = settings.work().resolve(scenario.name() + "-" + kind.title() + "-" + number);
    Files.createDirectories(folder);
    long begin = System.nanoTime();
    String end = "measured";
    try {
      scenario.measure(new Round(kind, folder, settings.quick(), results));
      Folders.delete(folder);
    } catch (IOException | RuntimeException e) {
      String reason = e instanceof BenchException ? String.valueOf(e.getMessage()) : e.toString();
      results.fail(scenario.name(), kind, reason);
      end = "FAILED: " + reason + "; its files are in " + folder;
    }
    out.printf(
        "%s, %s, round %d: %s after %d s%n",
        scenario.name(),
        kind.title(),
        number,
        end,
        Duration.ofNanos(System.nanoTime() - begin).toSeconds());
  }

  private void report() throws IOException {
    String table = Table.of(results);
    out.println();
    circumstances.forEach((name, value) -> out.println(name + ": " + value));
    out.println();
    out.print(table);
    Files.writeString(settings.output().resolve("table.md"), table);
    Files.writeString(settings.output().resolve("results.json"), Json.of(results, circumstances));
    Pictures.write(results, settings.output());
    if (results.failures().isEmpty()) {
      Folders.delete(settings.work());
    }
  }
}
