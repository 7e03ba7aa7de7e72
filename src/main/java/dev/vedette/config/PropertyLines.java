package dev.vedette.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns properties into the lines that say the same in {@code sentinel.conf}. */
final class PropertyLines {

  /** Half of the three sentinels that one should have. */
  private static final int DEFAULT_QUORUM = 2;

  private static final int DEFAULT_REDIS_PORT = 6379;

  private final List<ConfigLine> lines = new ArrayList<>();
  private final boolean withFile;
  private final UnaryOperator<String> sourceOf;
  private final Problems problems;

  private PropertyLines(boolean withFile, UnaryOperator<String> sourceOf, Problems problems) {
    this.withFile = withFile;
    this.sourceOf = sourceOf;
    this.problems = problems;
  }

  /**
   * All lines.
   *
   * @param withFile whether there is a configuration file, which may declare masters, too
   * @param sourceOf where the value of a property was found, for error messages
   */
  static List<ConfigLine> of(
      VedetteProperties properties,
      boolean withFile,
      UnaryOperator<String> sourceOf,
      Problems problems) {
    var lines = new PropertyLines(withFile, sourceOf, problems);
    lines.addServer(properties);
    lines.addSentinel(properties);
    if (properties.tls() != null) {
      lines.addTls(properties.tls());
    }
    if (properties.masters() != null) {
      properties.masters().forEach(lines::addMaster);
    }
    return lines.lines;
  }

  private void addServer(VedetteProperties from) {
    add("port", from.port(), "port");
    if (from.bind() != null && !from.bind().isEmpty()) {
      var words = new ArrayList<>(List.of("bind"));
      words.addAll(from.bind());
      addWords("bind", words);
    }
    add("protected-mode", yesNo(from.protectedMode()), "protected-mode");
    add("requirepass", from.requirepass(), "requirepass");
    if (from.users() != null) {
      for (int i = 0; i < from.users().size(); i++) {
        var words = new ArrayList<>(List.of("user"));
        words.addAll(List.of(from.users().get(i).strip().split("\\s+")));
        addWords("users[" + i + "]", words);
      }
    }
    add("acl-file", from.aclFile(), "aclfile");
    add("maxclients", from.maxclients(), "maxclients");
    add("timeout", seconds(from.timeout()), "timeout");
    add("tcp-keepalive", seconds(from.tcpKeepalive()), "tcp-keepalive");
    add("tcp-backlog", from.tcpBacklog(), "tcp-backlog");
    add("loglevel", from.loglevel(), "loglevel");
    add("logfile", from.logfile(), "logfile");
  }

  private void addSentinel(VedetteProperties from) {
    add("announce-ip", from.announceIp(), "sentinel", "announce-ip");
    add("announce-port", from.announcePort(), "sentinel", "announce-port");
    add("resolve-hostnames", yesNo(from.resolveHostnames()), "sentinel", "resolve-hostnames");
    add("announce-hostnames", yesNo(from.announceHostnames()), "sentinel", "announce-hostnames");
    add(
        "deny-scripts-reconfig",
        yesNo(from.denyScriptsReconfig()),
        "sentinel",
        "deny-scripts-reconfig");
    add("sentinel-user", from.sentinelUser(), "sentinel", "sentinel-user");
    add("sentinel-pass", from.sentinelPass(), "sentinel", "sentinel-pass");
  }

  private void addTls(VedetteProperties.Tls from) {
    add("tls.port", from.port(), "tls-port");
    add("tls.cert-file", from.certFile(), "tls-cert-file");
    add("tls.key-file", from.keyFile(), "tls-key-file");
    add("tls.key-file-pass", from.keyFilePass(), "tls-key-file-pass");
    add("tls.client-cert-file", from.clientCertFile(), "tls-client-cert-file");
    add("tls.client-key-file", from.clientKeyFile(), "tls-client-key-file");
    add("tls.client-key-file-pass", from.clientKeyFilePass(), "tls-client-key-file-pass");
    add("tls.ca-cert-file", from.caCertFile(), "tls-ca-cert-file");
    add("tls.ca-cert-dir", from.caCertDir(), "tls-ca-cert-dir");
    add("tls.auth-clients", from.authClients(), "tls-auth-clients");
    add("tls.protocols", from.protocols(), "tls-protocols");
    add("tls.ciphers", from.ciphers(), "tls-ciphers");
    add("tls.ciphersuites", from.ciphersuites(), "tls-ciphersuites");
    add("tls.replication", yesNo(from.replication()), "tls-replication");
  }

  private void addMaster(String key, VedetteProperties.Master from) {
    var property = "masters." + key + ".";
    var name = from.name() == null ? key : from.name();
    addMonitor(property, name, from);
    if (from.downAfter() != null && from.downAfterMilliseconds() != null) {
      report(
          property + "down-after-milliseconds",
          "down-after says the same. Remove one of the two properties.");
    }
    option(property, "down-after", millis(from.downAfter()), name, "down-after-milliseconds");
    option(property, "down-after-milliseconds", from.downAfterMilliseconds(), name);
    option(property, "failover-timeout", millis(from.failoverTimeout()), name);
    option(property, "parallel-syncs", from.parallelSyncs(), name);
    option(property, "auth-user", from.authUser(), name);
    option(property, "auth-pass", from.authPass(), name);
    option(property, "notification-script", from.notificationScript(), name);
    option(property, "client-reconfig-script", from.clientReconfigScript(), name);
    option(
        property,
        "master-reboot-down-after-period",
        millis(from.masterRebootDownAfterPeriod()),
        name);
    var renamed = from.renameCommand() == null ? Map.<String, String>of() : from.renameCommand();
    renamed.forEach((command, newName) ->
        addWords(
            property + "rename-command." + command,
            List.of("sentinel", "rename-command", name, command, newName)));
  }

  private void addMonitor(String property, String name, VedetteProperties.Master from) {
    var address = from.address();
    if (address == null && withFile && from.quorum() == null) {
      // Options for a master of the file.
      return;
    }
    if (address == null || address.isBlank()) {
      report(
          property + "address",
          "The address of the master is missing. Set it to <host>:<port>, for example"
              + " redis-0:6379.");
      return;
    }
    int colon = address.lastIndexOf(':');
    boolean bare = colon < 0 || address.endsWith("]") || isBareIpv6(address);
    var host = bare ? address : address.substring(0, colon);
    var port = bare ? Integer.toString(DEFAULT_REDIS_PORT) : address.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int quorum = from.quorum() == null ? DEFAULT_QUORUM : from.quorum();
    addWords(
        property + "address",
        List.of("sentinel", "monitor", name, host, port, Integer.toString(quorum)));
  }

  private static boolean isBareIpv6(String address) {
    return address.indexOf(':') != address.lastIndexOf(':') && !address.startsWith("[");
  }

  private void option(String property, String option, @Nullable Object value, String master) {
    option(property, option, value, master, option);
  }

  private void option(
      String property, String key, @Nullable Object value, String master, String option) {
    add(property + key, value, "sentinel", option, master);
  }

  private void add(String property, @Nullable Object value, String... words) {
    if (value != null) {
      var line = new ArrayList<>(List.of(words));
      line.add(value.toString());
      addWords(property, line);
    }
  }

  private void addWords(String property, List<String> words) {
    lines.add(ConfigLine.declared(origin(property), words));
  }

  private void report(String property, String message) {
    problems.add(new ConfigProblem(origin(property).describe(), null, message));
  }

  private LineOrigin.OfProperty origin(String property) {
    var name = "vedette." + property;
    return new LineOrigin.OfProperty(name, sourceOf.apply(name));
  }

  private static @Nullable String yesNo(@Nullable Boolean value) {
    if (value == null) {
      return null;
    }
    return value ? "yes" : "no";
  }

  private static @Nullable Long millis(@Nullable Duration value) {
    return value == null ? null : value.toMillis();
  }

  private static @Nullable Long seconds(@Nullable Duration value) {
    return value == null ? null : value.toSeconds();
  }
}
