package dev.vedette.resp.sentinel;

import dev.vedette.engine.Engine;
import dev.vedette.engine.HostLookup;
import dev.vedette.engine.LogControl;
import dev.vedette.resp.RespServer;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.session.Arguments;
import dev.vedette.resp.session.ClientSession;
import dev.vedette.resp.session.CommandRefused;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.option.InvalidOptionException;
import dev.vedette.sentinel.option.LogLevel;
import dev.vedette.sentinel.option.MasterChange;
import dev.vedette.sentinel.option.MasterOption;
import dev.vedette.sentinel.option.Period;
import dev.vedette.sentinel.option.SettingsChange;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.Glob;
import dev.vedette.sentinel.settings.Limits;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The subcommands of {@code SENTINEL} that change something, or ask for a vote. */
final class ChangingCommands {

  private static final int FIRST_OPTION = 3;
  private static final String NOT_A_NUMBER = "value is not an integer or out of range";

  private final Engine engine;
  private final LogControl log;
  private final Path workingDirectory;

  ChangingCommands(Engine engine, LogControl log, Path workingDirectory) {
    this.engine = engine;
    this.log = log;
    this.workingDirectory = workingDirectory;
  }

  void register(RespServer.Builder server) {
    server.command(
        "sentinel|is-master-down-by-addr", (client, words) -> isMasterDown(client, words));
    server.command(
        "sentinel|is-primary-down-by-addr", (client, words) -> isMasterDown(client, words));
    server.command("sentinel|failover", (client, words) -> failover(words));
    server.command("sentinel|monitor", (client, words) -> monitor(words));
    server.command("sentinel|remove", (client, words) -> ask(new Request.Remove(words.text(2))));
    server.command("sentinel|reset", (client, words) -> ask(new Request.Reset(words.text(2))));
    server.command("sentinel|set", (client, words) -> set(words));
    server.command("sentinel|flushconfig", (client, words) -> ask(new Request.FlushConfig()));
    server.command("sentinel|config", (client, words) -> config(words));
    server.command("sentinel|debug", (client, words) -> debug(words));
    server.command("sentinel|simulate-failure", (client, words) -> simulateFailure(words));
  }

  private CompletionStage<RespValue> ask(Request request) {
    return engine.request(request).thenApply(Replies::of);
  }

  private CompletionStage<SentinelSettings> settings() {
    return engine.read(sentinel -> sentinel.settings());
  }

  private static List<String> texts(Arguments words, int from) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i < words.size(); i++) {
      texts.add(words.text(i));
    }
    return texts;
  }

  private CompletionStage<RespValue> isMasterDown(ClientSession client, Arguments words)
      throws CommandRefused {
    long port = words.number(3, NOT_A_NUMBER);
    long epoch = words.number(4, NOT_A_NUMBER);
    // A port that cannot be belongs to no master.
    int known = Address.isPort(port) ? (int) port : 0;
    return engine
        .request(
            new Request.IsMasterDown(words.text(2), known, epoch, words.text(5)), client.loop())
        .thenApply(Replies::of);
  }

  private CompletionStage<RespValue> failover(Arguments words) throws CommandRefused {
    boolean coordinated = words.size() == 4 && words.is(3, "coordinated");
    if (words.size() > 3 && !coordinated) {
      throw new CommandRefused("wrong number of arguments for 'sentinel|failover' command");
    }
    return ask(new Request.Failover(words.text(2), coordinated));
  }

  private CompletionStage<RespValue> monitor(Arguments words) throws CommandRefused {
    long quorum = words.number(5, "Invalid quorum");
    long port = words.number(4, "Invalid port");
    if (quorum < 1 || quorum > Limits.MAX_COUNT) {
      throw new CommandRefused("Quorum must be 1 or greater.");
    }
    String name = words.text(2);
    String host = words.text(3);
    return settings()
        .thenApplyAsync(
            settings -> Optional.ofNullable(HostLookup.ip(host, settings.resolveHostnames())),
            Thread::startVirtualThread)
        .thenCompose(ip -> {
          if (ip.isEmpty()) {
            return done(RespValue.error("Invalid IP address or hostname specified"));
          }
          if (!Address.isPort(port)) {
            return done(RespValue.error("Invalid port number."));
          }
          return ask(
              new Request.Monitor(name, new Address(host, ip.get(), (int) port), (int) quorum));
        });
  }

  private static CompletionStage<RespValue> done(RespValue reply) {
    return java.util.concurrent.CompletableFuture.completedStage(reply);
  }

  private CompletionStage<RespValue> set(Arguments words) {
    MasterChange change;
    try {
      change = MasterChange.ofWords(texts(words, FIRST_OPTION));
    } catch (InvalidOptionException invalid) {
      RespValue error = RespValue.error(invalid.wireMessage());
      String name = words.text(2);
      return engine.read(sentinel ->
          sentinel.master(name, engine.nowMillis()) == null ? Replies.NO_SUCH_MASTER : error);
    }
    Request request = change.request(words.text(2));
    if (change.scripts().isEmpty()) {
      return ask(request);
    }
    return settings()
        .thenComposeAsync(
            settings -> {
              RespValue refusal = refuseScripts(change.scripts(), settings.denyScriptsReconfig());
              return refusal == null ? ask(request) : done(refusal);
            },
            Thread::startVirtualThread);
  }

  private @Nullable RespValue refuseScripts(Map<MasterOption, String> scripts, boolean denied) {
    if (denied) {
      return RespValue.error(
          "Reconfiguration of scripts path is denied for security reasons. Check the deny-scripts-reconfig"
              + " configuration directive in your Sentinel configuration");
    }
    for (Map.Entry<MasterOption, String> script : scripts.entrySet()) {
      if (!script.getValue().isEmpty()
          && !Files.isExecutable(workingDirectory.resolve(script.getValue()))) {
        String what =
            script.getKey() == MasterOption.NOTIFICATION_SCRIPT
                ? "Notification script"
                : "Client reconfiguration script";
        return RespValue.error(what + " seems non existing or non executable");
      }
    }
    return null;
  }

  private CompletionStage<RespValue> config(Arguments words) throws CommandRefused {
    if (words.is(2, "set") && words.size() >= 5 && words.size() % 2 == 1) {
      return configSet(texts(words, FIRST_OPTION));
    }
    if (words.is(2, "get") && words.size() >= 4) {
      return configGet(texts(words, FIRST_OPTION));
    }
    throw new CommandRefused(
        "Only SENTINEL CONFIG GET <option> / SET <option> <value> are supported.");
  }

  private CompletionStage<RespValue> configSet(List<String> words) throws CommandRefused {
    SettingsChange change;
    try {
      change = SettingsChange.ofConfigSet(words);
    } catch (InvalidOptionException invalid) {
      throw new CommandRefused(invalid.wireMessage());
    }
    LogLevel level = change.logLevel();
    if (level != null) {
      // Before the request, whose save writes it down.
      log.level(level);
    }
    return engine.request(change.request()).thenApply(Replies::of);
  }

  private CompletionStage<RespValue> configGet(List<String> patterns) {
    return settings()
        .thenApply(settings -> {
          RespValue.MapBuilder map = RespValue.map();
          options(settings)
              .forEach((name, value) -> {
                if (patterns.stream()
                    .anyMatch(p -> new Glob(p.toLowerCase(Locale.ROOT)).matches(name))) {
                  map.put(name, value);
                }
              });
          return map.build();
        });
  }

  private Map<String, String> options(SentinelSettings settings) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("resolve-hostnames", settings.resolveHostnames() ? "yes" : "no");
    options.put("announce-hostnames", settings.announceHostnames() ? "yes" : "no");
    options.put("announce-ip", Objects.requireNonNullElse(settings.announceIp(), ""));
    options.put("announce-port", Integer.toString(settings.announcePort()));
    options.put("sentinel-user", Objects.requireNonNullElse(settings.sentinelUser(), ""));
    options.put("sentinel-pass", Objects.requireNonNullElse(settings.sentinelPass(), ""));
    options.put("loglevel", log.level().wireName());
    return options;
  }

  private CompletionStage<RespValue> debug(Arguments words) throws CommandRefused {
    if (words.size() == 2) {
      return settings()
          .thenApply(settings -> {
            RespValue.MapBuilder map = RespValue.map();
            for (Period period : Period.values()) {
              map.put(
                  period.wireName().toUpperCase(Locale.ROOT),
                  Long.toString(period.millis(settings.timings())));
            }
            return map.build();
          });
    }
    try {
      return ask(SettingsChange.ofDebug(texts(words, 2)).request());
    } catch (InvalidOptionException invalid) {
      throw new CommandRefused(invalid.wireMessage());
    }
  }

  private CompletionStage<RespValue> simulateFailure(Arguments words) throws CommandRefused {
    EnumSet<CrashPoint> points = EnumSet.noneOf(CrashPoint.class);
    for (int i = 2; i < words.size(); i++) {
      switch (words.text(i).toLowerCase(Locale.ROOT)) {
        case "crash-after-election" -> points.add(CrashPoint.AFTER_ELECTION);
        case "crash-after-promotion" -> points.add(CrashPoint.AFTER_PROMOTION);
        case "help" -> {
          return done(RespValue.strings(List.of("crash-after-election", "crash-after-promotion")));
        }
        default -> throw new CommandRefused("Unknown failure simulation specified");
      }
    }
    return ask(new Request.SimulateFailure(points));
  }
}
