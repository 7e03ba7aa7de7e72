package dev.vedette.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;

/** What a night showed, for people and for programs. */
final class NightReport {

  private final NightSettings settings;
  private final String place;
  private final boolean isolated;
  private final List<RoundResult> rounds;
  private final long acknowledged;

  NightReport(NightSettings settings, Ground ground, List<RoundResult> rounds, long acknowledged) {
    this.settings = settings;
    place = ground.description();
    isolated = ground.isolated();
    this.rounds = List.copyOf(rounds);
    this.acknowledged = acknowledged;
  }

  /** A round in one line. */
  static String line(RoundResult round) {
    return "round %d: %s; %d replaced, new master after %d ms, no write for %d ms, at rest after %d ms (%s), lost %d, violations %d"
        .formatted(
            round.number(),
            round.faults(),
            round.replacements(),
            round.failoverMillis(),
            round.gapMillis(),
            round.convergedMillis(),
            round.waitedFor(),
            round.lost(),
            round.violations().size());
  }

  /** What must not have happened and did, with the round, its faults and how to play it again. */
  List<String> violations() {
    List<String> all = new ArrayList<>();
    for (RoundResult round : rounds) {
      for (String violation : round.violations()) {
        all.add("round " + round.number() + " " + round.faults() + ": " + violation);
      }
    }
    if (!all.isEmpty()) {
      all.add("again: " + settings.command(isolated));
    }
    return all;
  }

  /** How many rounds were played to their end. */
  int played() {
    return rounds.size();
  }

  /** How many writes were acknowledged. */
  long acknowledged() {
    return acknowledged;
  }

  /** How often the master was replaced. */
  int failovers() {
    return rounds.stream().mapToInt(RoundResult::replacements).sum();
  }

  /** Writes {@code name.md} and {@code name.json}. */
  void write(Path folder, String name) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".md"), table());
      Files.writeString(
          folder.resolve(name + ".json"), JsonMapper.shared().writeValueAsString(json()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tables. */
  String table() {
    List<RoundResult> replaced = rounds.stream().filter(r -> r.replacements() > 0).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Seed %d, %d sentinels (one of them redis-sentinel), %d nodes, down-after %d ms, failover-timeout %d ms; %s."
            .formatted(
                settings.seed(),
                settings.sentinels(),
                NightSettings.NODES,
                settings.downAfterMillis(),
                settings.failoverTimeoutMillis(),
                place));
    lines.add("");
    lines.add("| what | value |");
    lines.add("| --- | --- |");
    lines.add("| rounds of faults | " + rounds.size() + " |");
    lines.add("| failovers | " + failovers() + " |");
    lines.add(range("fault to new master, ms", replaced, RoundResult::failoverMillis));
    lines.add(
        range(
            "longest time without a write, with a failover, ms", replaced, RoundResult::gapMillis));
    lines.add(range("healed to everything at rest, ms", rounds, RoundResult::convergedMillis));
    lines.add("| writes acknowledged | " + acknowledged + " |");
    lines.add(
        "| lost, each accounted for | "
            + rounds.stream().mapToLong(RoundResult::lost).sum()
            + " |");
    lines.add(
        "| last write taken by an old master after healing, ms | "
            + worst(rounds, RoundResult::staleMillis)
            + " |");
    lines.add(
        "| false alarms (+sdown in calm) | "
            + rounds.stream().mapToLong(RoundResult::falseAlarms).sum()
            + " |");
    lines.add(
        "| violations | " + rounds.stream().mapToInt(r -> r.violations().size()).sum() + " |");
    lines.add("");
    lines.add("| fault | rounds | failovers | lost |");
    lines.add("| --- | --- | --- | --- |");
    byKind()
        .forEach((kind, list) ->
            lines.add(
                "| %s | %d | %d | %d |"
                    .formatted(
                        kind,
                        list.size(),
                        list.stream().mapToInt(RoundResult::replacements).sum(),
                        list.stream().mapToLong(RoundResult::lost).sum())));
    return String.join("\n", lines) + "\n";
  }

  private Map<String, List<RoundResult>> byKind() {
    Map<String, List<RoundResult>> kinds = new TreeMap<>();
    for (RoundResult round : rounds) {
      String kind =
          String.join(" + ", round.faults().stream().map(fault -> fault.kind().name()).toList());
      kinds
          .computeIfAbsent(
              kind.toLowerCase(Locale.ROOT).replace('_', ' '), none -> new ArrayList<>())
          .add(round);
    }
    return kinds;
  }

  private static String range(
      String title, List<RoundResult> rounds, ToLongFunction<RoundResult> value) {
    long[] sorted = rounds.stream().mapToLong(value).sorted().toArray();
    return sorted.length == 0
        ? "| " + title + " | |"
        : "| %s | median %d, worst %d |"
            .formatted(title, sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }

  private static long worst(List<RoundResult> rounds, ToLongFunction<RoundResult> value) {
    return rounds.stream().mapToLong(value).max().orElse(0);
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("settings", settings);
    json.put("place", place);
    json.put("acknowledged", acknowledged);
    json.put("rounds", rounds.stream().map(NightReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(RoundResult round) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", round.number());
    json.put("faults", round.faults().stream().map(Fault::toString).toList());
    json.put("replacements", round.replacements());
    json.put("failoverMillis", round.failoverMillis());
    json.put("gapMillis", round.gapMillis());
    json.put("convergedMillis", round.convergedMillis());
    json.put("waitedFor", round.waitedFor());
    json.put("lost", round.lost());
    json.put("staleMillis", round.staleMillis());
    json.put("falseAlarms", round.falseAlarms());
    json.put("violations", round.violations());
    return json;
  }
}
