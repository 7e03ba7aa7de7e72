package dev.vedette.config;

import dev.vedette.sentinel.place.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Understands the {@code tls-*} lines; the last one of each kind counts. */
final class TlsLines {

  private static final List<String> FLAGS =
      List.of("tls-replication", "tls-cluster", "tls-prefer-server-ciphers", "tls-session-caching");
  private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private final Map<String, ConfigLine> lines = new HashMap<>();
  private final Path folder;
  private final Problems problems;

  TlsLines(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** Takes note of a line. */
  void read(ConfigLine line) throws BadValueException {
    var value = line.only();
    var directive = line.directive();
    if (FLAGS.contains(directive)) {
      Arguments.yesNo(value);
    } else if (directive.equals("tls-port")) {
      Arguments.integer(value, "The port", 0, Address.MAX_PORT);
    } else if (directive.equals("tls-auth-clients")) {
      authentication(value);
    } else if (directive.equals("tls-protocols")) {
      protocols(value);
    }
    lines.put(directive, line);
  }

  /** The TLS port, 0 for none. */
  int port() {
    return Integer.parseInt(value("tls-port", "0"));
  }

  /** Whether connections that we open use TLS. */
  boolean isForLinks() {
    return value("tls-replication", "no").equalsIgnoreCase("yes");
  }

  /** For the TLS port; null without one, and when something is missing, which is reported. */
  @Nullable RespTlsSettings server() {
    if (port() == 0) {
      return null;
    }
    var certificate = file("tls-cert-file");
    var key = file("tls-key-file");
    if (certificate == null || key == null) {
      report("tls-port", "tls-port needs tls-cert-file and tls-key-file. Add the lines.");
      return null;
    }
    try {
      return new RespTlsSettings(
          certificate,
          key,
          orNull("tls-key-file-pass"),
          file("tls-ca-cert-file"),
          file("tls-ca-cert-dir"),
          authentication(value("tls-auth-clients", "yes")),
          protocols(value("tls-protocols", "")),
          ciphers());
    } catch (IllegalArgumentException | BadValueException e) {
      report("tls-port", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** For connections that we open; null without TLS, and when something is missing. */
  @Nullable LinkTlsSettings links() {
    if (!isForLinks()) {
      return null;
    }
    var which = lines.containsKey("tls-client-cert-file") ? "tls-client-" : "tls-";
    try {
      return new LinkTlsSettings(
          file(which + "cert-file"),
          file(which + "key-file"),
          orNull(which + "key-file-pass"),
          file("tls-ca-cert-file"),
          file("tls-ca-cert-dir"),
          protocols(value("tls-protocols", "")),
          ciphers());
    } catch (IllegalArgumentException | BadValueException e) {
      report("tls-replication", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private List<String> ciphers() {
    var suites = new ArrayList<>(TlsCiphers.suites(value("tls-ciphersuites", "")));
    suites.addAll(TlsCiphers.suites(value("tls-ciphers", "")));
    return suites;
  }

  private static List<String> protocols(String value) throws BadValueException {
    var protocols = new ArrayList<String>();
    for (var word : value.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        protocols.add(
            PROTOCOLS.stream()
                .filter(word::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() ->
                    new BadValueException(
                        "'" + word + "' is no TLS protocol. Use some of " + PROTOCOLS + ".")));
      }
    }
    return protocols;
  }

  private static RespTlsSettings.ClientAuthentication authentication(String value)
      throws BadValueException {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes" -> RespTlsSettings.ClientAuthentication.YES;
      case "no" -> RespTlsSettings.ClientAuthentication.NO;
      case "optional" -> RespTlsSettings.ClientAuthentication.OPTIONAL;
      default -> throw new BadValueException("'" + value + "' is neither yes, no nor optional.");
    };
  }

  private String value(String directive, String otherwise) {
    var line = lines.get(directive);
    return line == null ? otherwise : line.words().get(1);
  }

  private @Nullable String orNull(String directive) {
    var value = value(directive, "");
    return value.isEmpty() ? null : value;
  }

  private @Nullable Path file(String directive) {
    var value = orNull(directive);
    if (value == null) {
      return null;
    }
    var path = folder.resolve(value);
    if (!Files.isReadable(path)) {
      report(directive, "'" + path + "' does not exist or cannot be read. Correct the path.");
    }
    return path;
  }

  private void report(String directive, String message) {
    var line = lines.get(directive);
    if (line != null) {
      problems.add(line, message);
    }
  }
}
