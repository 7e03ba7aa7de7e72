package dev.vedette.config;

import dev.vedette.sentinel.SentinelSettings;
import dev.vedette.sentinel.option.LogLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Understands the lines that are not {@code sentinel} ones. Of a directive that takes one value the
 * last line counts; those that a sentinel does not need are accepted and have no effect.
 */
final class ServerLines {

  private static final String LISTEN_ADDRESSES = "Write the addresses to listen on, or '*'.";

  private final Path folder;
  private final Problems problems;
  private final TlsLines tls;
  private final UserLines users = new UserLines();
  private final OutputLimitLines outputLimits = new OutputLimitLines();
  private final Map<String, ConfigLine> last = new HashMap<>();
  private final List<UnaryOperator<RespSettings.Builder>> changes = new ArrayList<>();
  private int port = RespSettings.DEFAULT_PORT;
  private @Nullable String requirePass;
  private @Nullable Path aclFile;
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
      read(directive, line);
    } catch (BadValueException e) {
      problems.add(line, e.complaint());
    }
  }

  private void read(String directive, ConfigLine line) throws BadValueException {
    switch (directive) {
      case "bind" -> bind(line);
      case "user" -> users.read(line);
      case "client-output-buffer-limit" -> outputLimits.read(line);
      default -> {
        if (directive.startsWith("tls-")) {
          tls.read(line);
        } else {
          readNetwork(directive, line);
        }
      }
    }
  }

  private void readNetwork(String directive, ConfigLine line) throws BadValueException {
    switch (directive) {
      case "port" -> port = line.number(0, 65535);
      case "protected-mode" -> {
        boolean yes = Arguments.yesNo(line.only());
        changes.add(to -> to.protectedMode(yes));
      }
      case "unixsocket" -> {
        var path = path(line);
        changes.add(to -> to.unixSocket(path));
      }
      case "unixsocketperm" -> {
        var permissions = line.only();
        changes.add(to -> to.unixSocketPerm(permissions.equals("0") ? null : permissions));
      }
      case "tcp-backlog" -> {
        int backlog = line.number(0, Integer.MAX_VALUE);
        changes.add(to -> to.tcpBacklog(backlog));
      }
      case "tcp-keepalive" -> {
        int seconds = line.number(0, Integer.MAX_VALUE);
        changes.add(to -> to.tcpKeepaliveSeconds(seconds));
      }
      case "timeout" -> {
        int seconds = line.number(0, Integer.MAX_VALUE);
        changes.add(to -> to.timeoutSeconds(seconds));
      }
      case "maxclients" -> {
        int clients = line.number(1, Integer.MAX_VALUE);
        changes.add(to -> to.maxClients(clients));
      }
      case "proto-max-bulk-len" -> {
        long bytes = MemorySize.bytes(line.only());
        changes.add(to -> to.maxBulkBytes(bytes));
      }
      case "client-query-buffer-limit" -> {
        long bytes = MemorySize.bytes(line.only());
        changes.add(to -> to.maxQueryBytes(bytes));
      }
      default -> readRest(directive, line);
    }
  }

  private void readRest(String directive, ConfigLine line) throws BadValueException {
    switch (directive) {
      case "requirepass" -> requirePass = line.only().isEmpty() ? null : line.only();
      case "aclfile" -> aclFile = readable(path(line));
      case "acllog-max-len" -> {
        int length = line.number(0, Integer.MAX_VALUE);
        changes.add(to -> to.aclLogMaxLength(length));
      }
      case "acl-pubsub-default" -> {
        boolean all = allChannels(line.only());
        changes.add(to -> to.allChannelsByDefault(all));
      }
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
    if (port == 0 && tls.port() == 0 && !last.containsKey("unixsocket")) {
      report("port 0 leaves no way to reach this sentinel; set port, tls-port or unixsocket");
    }
    if (aclFile != null && !users.lines().isEmpty()) {
      report("aclfile and user lines exclude each other; keep one of the two");
      return RespSettings.defaults();
    }
    try {
      return RespSettings.of(to -> {
        var changed = to;
        for (var change : changes) {
          changed = change.apply(changed);
        }
        return changed
            .port(port)
            .tlsPort(tls.port())
            .tls(tls.server())
            .requirePass(requirePass)
            .users(users.lines())
            .aclFile(aclFile)
            .normalOutput(outputLimits.normal())
            .pubsubOutput(outputLimits.pubsub());
      });
    } catch (IllegalArgumentException e) {
      report(String.valueOf(e.getMessage()));
      return RespSettings.defaults();
    }
  }

  /** The message starts with the directive that it is about. */
  private void report(String message) {
    var directive = message.split("[: ]", 2)[0];
    var line = last.get(directive);
    if (line != null) {
      if (!directive.equals("tls-port")) {
        problems.add(line, message + ".");
      }
    } else {
      problems.add(new ConfigProblem("the configuration", null, message + "."));
    }
  }

  /** The start of this sentinel's own settings: what the server part says about it. */
  SentinelSettings sentinel() {
    int announced = tls.isForLinks() && tls.port() != 0 ? tls.port() : port;
    return SentinelSettings.ofPort(announced).withRequirePass(requirePass);
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

  private void bind(ConfigLine line) throws BadValueException {
    var addresses = new ArrayList<String>();
    for (var argument : line.arguments()) {
      addresses.addAll(List.of(argument.strip().split("\\s+")));
    }
    for (var address : addresses) {
      var bare = address.startsWith("-") ? address.substring(1) : address;
      if (bare.isEmpty()) {
        throw new BadValueException(LISTEN_ADDRESSES);
      }
      if (!bare.equals("*")) {
        HostNames.address(bare, 0, true);
      }
    }
    changes.add(to -> to.bind(addresses));
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

  private static @Nullable Path readable(@Nullable Path file) throws BadValueException {
    if (file != null && !Files.isReadable(file)) {
      throw new BadValueException("'" + file + "' does not exist or cannot be read.");
    }
    return file;
  }

  private static boolean allChannels(String value) throws BadValueException {
    return switch (value) {
      case "allchannels" -> true;
      case "resetchannels" -> false;
      default ->
          throw new BadValueException("'" + value + "' is neither allchannels nor resetchannels.");
    };
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
    if (!value.isEmpty() && HostNames.numeric(value) == null) {
      throw new BadValueException("'" + value + "' is not an IP address.");
    }
    return value.isEmpty() ? null : value;
  }
}
