package dev.vedette.sentinel.topology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an INFO reply says, as far as it matters here. Missing and malformed fields have their
 * default.
 *
 * @param runId 40 characters, empty when missing
 * @param role null when missing
 * @param replicas addresses of the replicas a master lists, at most {@link #MAX_REPLICAS}
 * @param masterLinkDownMillis how long the link to the master has been down, 0 when it is up
 * @param masterHost the master it follows, null when missing
 * @param masterPort that master's port, 0 when missing
 * @param masterLinkUp whether {@code master_link_status} is {@code up}
 * @param priority {@code slave_priority}, 100 when missing
 * @param offset {@code slave_repl_offset}, 0 when missing
 * @param announced {@code replica_announced}, true when missing
 */
public record InfoReport(
    String runId,
    @Nullable Role role,
    List<Listed> replicas,
    long masterLinkDownMillis,
    @Nullable String masterHost,
    int masterPort,
    boolean masterLinkUp,
    int priority,
    long offset,
    boolean announced) {

  /** More replicas than this in one INFO are not looked at. */
  public static final int MAX_REPLICAS = 10_000;

  private static final int RUN_ID_LENGTH = 40;

  /** A longer line about a replica is not looked at; an honest one has less than 400 characters. */
  private static final int MAX_REPLICA_LINE = 4096;

  /** A replica as its master lists it. */
  public record Listed(String host, int port) {}

  /** Reads an INFO reply of any length, in one pass. */
  public static InfoReport parse(String info) {
    Parser parser = new Parser();
    int start = 0;
    while (start < info.length()) {
      int end = info.indexOf('\n', start);
      if (end < 0) {
        end = info.length();
      }
      int lineEnd = end > start && info.charAt(end - 1) == '\r' ? end - 1 : end;
      int colon = info.indexOf(':', start, lineEnd);
      if (colon > start && info.charAt(start) != '#') {
        parser.field(info.substring(start, colon), info.substring(colon + 1, lineEnd));
      }
      start = end + 1;
    }
    return parser.report();
  }

  private static final class Parser {
    private String runId = "";
    private @Nullable Role role;
    private final List<Listed> replicas = new ArrayList<>();
    private long masterLinkDownMillis;
    private @Nullable String masterHost;
    private int masterPort;
    private boolean masterLinkUp;
    private int priority = 100;
    private long offset;
    private boolean announced = true;

    void field(String name, String value) {
      switch (name) {
        case "run_id" ->
            runId = value.length() >= RUN_ID_LENGTH ? value.substring(0, RUN_ID_LENGTH) : "";
        case "role" ->
            role =
                value.startsWith("master")
                    ? Role.MASTER
                    : value.startsWith("slave") ? Role.REPLICA : null;
        case "master_link_down_since_seconds" ->
            masterLinkDownMillis = Math.clamp(number(value, 0), 0, Long.MAX_VALUE / 1000) * 1000;
        case "master_host" -> masterHost = value;
        case "master_port" -> masterPort = port(value);
        case "master_link_status" -> masterLinkUp = value.equalsIgnoreCase("up");
        case "slave_priority" ->
            priority = Math.clamp(number(value, 100), Integer.MIN_VALUE, Integer.MAX_VALUE);
        case "slave_repl_offset" -> offset = number(value, 0);
        case "replica_announced" -> announced = number(value, 1) != 0;
        default -> replica(name, value);
      }
    }

    private void replica(String name, String value) {
      boolean lists =
          name.length() > 5 && name.startsWith("slave") && Character.isDigit(name.charAt(5));
      if (!lists || value.length() > MAX_REPLICA_LINE || replicas.size() >= MAX_REPLICAS) {
        return;
      }
      String[] parts = value.split(",", -1);
      String host = null;
      int port = 0;
      if (value.contains("ip=")) {
        for (String part : parts) {
          if (part.startsWith("ip=")) {
            host = part.substring(3);
          } else if (part.startsWith("port=")) {
            port = port(part.substring(5));
          }
        }
      } else if (parts.length >= 3) {
        // Redis before 2.8: slave0:<ip>,<port>,<state>
        host = parts[0];
        port = port(parts[1]);
      }
      if (host != null && !host.isEmpty() && port != 0) {
        replicas.add(new Listed(host, port));
      }
    }

    private static int port(String text) {
      long value = number(text, 0);
      return value >= 1 && value <= 65535 ? (int) value : 0;
    }

    private static long number(String text, long otherwise) {
      try {
        return Long.parseLong(text.trim());
      } catch (NumberFormatException notANumber) {
        return otherwise;
      }
    }

    InfoReport report() {
      return new InfoReport(
          runId,
          role,
          List.copyOf(replicas),
          masterLinkDownMillis,
          masterHost,
          masterPort,
          masterLinkUp,
          priority,
          offset,
          announced);
    }
  }
}
