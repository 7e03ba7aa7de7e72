package dev.vedette.bench.report;

import dev.vedette.bench.process.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plots: cost against the number of masters, and how the failover times are distributed. */
public final class Pictures {

  private static final Pattern SCALE = Pattern.compile("scale-(\\d+)\\.(\\w+)");
  private static final double SMALL = 3;

  private Pictures() {}

  /** Writes those there are figures for. */
  public static void write(Results results, Path folder) throws IOException {
    write(
        cost(results, "found", "", "All masters and replicas found after", "s"),
        folder,
        "found.svg");
    write(
        cost(results, "resident", "quiet-full.resident", "Resident memory", "MB"),
        folder,
        "memory.svg");
    write(
        cost(results, "cpu", "quiet-full.cpu", "CPU, nothing happens", "% of a core"),
        folder,
        "cpu.svg");
    for (String name : List.of("failover", "busy-failover")) {
      String beside = name.startsWith("busy") ? ", beside CPU burners" : "";
      write(
          distribution(
              results, name + ".switch", "From the first +sdown to +switch-master" + beside),
          folder,
          name + "-switch.svg");
      write(
          distribution(results, name + ".whole", "From the fault to +switch-master" + beside),
          folder,
          name + "-whole.svg");
    }
  }

  private static void write(Plot plot, Path folder, String name) throws IOException {
    if (!plot.empty()) {
      Files.writeString(folder.resolve(name), plot.svg());
    }
  }

  private static Plot cost(Results results, String what, String small, String title, String unit) {
    Plot plot = new Plot(title + " (median)", "masters, each with a replica", unit);
    for (Kind kind : Kind.values()) {
      List<Plot.Point> points = new ArrayList<>();
      for (Row row : results.rows()) {
        Figures figures = results.figures(row, kind);
        Matcher matcher = SCALE.matcher(row.key());
        if (figures != null && matcher.matches() && matcher.group(2).equals(what)) {
          points.add(new Plot.Point(Double.parseDouble(matcher.group(1)), figures.median()));
        } else if (figures != null && row.key().equals(small)) {
          points.add(new Plot.Point(SMALL, figures.median()));
        }
      }
      points.sort(Comparator.comparingDouble(Plot.Point::x));
      plot.add(kind.title(), points);
    }
    return plot;
  }

  private static Plot distribution(Results results, String key, String title) {
    Plot plot = new Plot(title, "ms", "% done");
    for (Row row : results.rows()) {
      if (!row.key().equals(key)) {
        continue;
      }
      for (Kind kind : Kind.values()) {
        Figures figures = results.figures(row, kind);
        if (figures != null) {
          List<Double> sorted = figures.values().stream().sorted().toList();
          List<Plot.Point> points = new ArrayList<>();
          for (int i = 0; i < sorted.size(); i++) {
            points.add(new Plot.Point(sorted.get(i), 100.0 * (i + 1) / sorted.size()));
          }
          plot.add(kind.title(), points);
        }
      }
    }
    return plot;
  }
}
