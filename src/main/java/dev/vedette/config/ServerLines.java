package dev.vedette.config;

import dev.vedette.sentinel.option.LogLevel;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Understands the lines that are not {@code sentinel} ones. Of a directive that takes one value the
 * last line counts; those that a sentinel does not need are accepted and have no effect.
 */
final class ServerLines {

  private final Path folder;
  private final Problems problems;
  private final PortLines portLines;
  private final TlsLines tls;
  private final Map<String, ConfigLine> last = new HashMap<>();
  private @Nullable Path logFile;
  private @Nullable Path pidFile;
  private @Nullable String bindSource;
  private LogLevel logLevel = LogLevel.NOTICE;
  private boolean daemonize;
  private boolean syslog;

  /**
   * Reads the lines.
   *
   * @param lines all lines; {@code sentinel} ones are skipped
   * @param folder that relative paths start from
   */
  ServerLines(List<ConfigLine> lines, Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
    portLines = new PortLines(folder);
    tls = new TlsLines(folder, problems);
    for (var line : lines) {
      if (!line.isSentinel()) {
        read(line);
      }
    }
  }

  private void read(ConfigLine line) {
    var directive = line.directive();
    try {
      if (!KnownDirectives.contains(directive)) {
        throw new BadValueException(unknown(line.words().getFirst(), directive));
      }
      if (line.arguments().isEmpty()) {
        throw new BadValueException("The value is missing: " + directive + " <value>");
      }
      last.put(directive, line);
      if (directive.startsWith("tls-")) {
        tls.read(line);
      } else if (!portLines.read(line)) {
        readProcess(directive, line);
      }
    } catch (BadValueException e) {
      problems.add(line, e.complaint());
    }
  }

  private void readProcess(String directive, ConfigLine line) throws BadValueException {
    switch (directive) {
      case "dir" -> {
        if (!Files.isDirectory(folder)) {
          throw new BadValueException("'" + folder + "' is no folder. Create it.");
        }
      }
      case "logfile" -> logFile = path(line);
      case "loglevel" -> logLevel = level(line.only());
      case "pidfile" -> pidFile = path(line);
      case "daemonize" -> daemonize = Arguments.yesNo(line.only());
      case "syslog-enabled" -> syslog = Arguments.yesNo(line.only());
      case "bind-source-addr" -> bindSource = numeric(line.only());
      default -> {
        // Accepted because redis-server accepts it; a sentinel has no use for it.
      }
    }
  }

  /** What the protocol server needs. Mistakes that concern several lines are reported. */
  RespSettings resp() {
    if (portLines.port() == 0 && tls.port() == 0 && !last.containsKey("unixsocket")) {
      report("port 0 leaves no way to reach this sentinel; set port, tls-port or unixsocket");
    }
    if (portLines.hasTwoKindsOfUsers()) {
      report("aclfile and user lines exclude each other; keep one of the two");
      return RespSettings.defaults();
    }
    var serverTls = tls.server();
    if (serverTls == null && tls.port() != 0) {
      // Reported already.
      return RespSettings.defaults();
    }
    try {
      return RespSettings.of(to -> portLines.applyTo(to).tlsPort(tls.port()).tls(serverTls));
    } catch (IllegalArgumentException e) {
      report(String.valueOf(e.getMessage()));
      return RespSettings.defaults();
    }
  }

  /** The message starts with the directive that it is about. */
  private void report(String message) {
    var line = last.get(message.split("[: ]", 2)[0]);
    problems.add(
        line == null
            ? new ConfigProblem("the configuration", null, message + ".")
            : ConfigProblem.of(line, message + "."));
  }

  /** The start of this sentinel's own settings: what the server part says about it. */
  SentinelSettings sentinel() {
    int announced = tls.isForLinks() && tls.port() != 0 ? tls.port() : portLines.port();
    return SentinelSettings.ofPort(announced).withRequirePass(portLines.requirePass());
  }

  @Nullable LinkTlsSettings linkTls() {
    return tls.links();
  }

  @Nullable String bindSource() {
    return bindSource;
  }

  LoggingSettings logging() {
    return new LoggingSettings(logFile, logLevel, syslog);
  }

  boolean daemonize() {
    return daemonize;
  }

  @Nullable Path pidFile() {
    return pidFile;
  }

  /** What is accepted and has no effect, although its author hopes for one. */
  List<String> notes() {
    var notes = new ArrayList<String>();
    if (syslog) {
      notes.add(
          "syslog-enabled has no effect: the log goes to standard output or to logfile, from where"
              + " the system can take it");
    }
    for (var directive : List.of("rename-command", "loadmodule")) {
      var line = last.get(directive);
      if (line != null) {
        notes.add(directive + " has no effect (" + line.origin().describe() + ")");
      }
    }
    return notes;
  }

  private static String unknown(String word, String directive) {
    var similar = KnownDirectives.similarTo(directive);
    return "There is no directive '"
        + word
        + "'."
        + (similar.isEmpty() ? "" : " Did you mean '" + similar + "'?")
        + " Correct the spelling, or remove the line.";
  }

  private @Nullable Path path(ConfigLine line) throws BadValueException {
    var value = line.only();
    return value.isEmpty() ? null : folder.resolve(value).normalize();
  }

  private static LogLevel level(String value) throws BadValueException {
    var level = LogLevel.byWireName(value);
    if (level == null) {
      throw new BadValueException(
          "'" + value + "' is neither debug, verbose, notice, warning nor nothing.");
    }
    return level;
  }

  private static @Nullable String numeric(String value) throws BadValueException {
    if (!value.isEmpty() && HostNames.own(value) == null) {
      throw new BadValueException("'" + value + "' is not an IP address.");
    }
    return value.isEmpty() ? null : value;
  }
}
