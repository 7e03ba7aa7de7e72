package dev.vedette.sentinel.topology;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.settings.RunId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an INFO reply says, as far as it matters here. What is missing or malformed is unknown, and
 * is not taken for a value.
 *
 * @param runId 40 characters, empty when missing
 * @param role null when missing
 * @param replicas addresses of the replicas a master lists, at most {@link #MAX_REPLICAS}
 * @param masterLinkDownMillis how long the link to the master has been down, 0 when it is up,
 *     {@link #UNKNOWN} when it has not been up since the server started
 * @param masterHost the master it follows, null when missing
 * @param masterPort that master's port, 0 when missing
 * @param masterLinkUp whether {@code master_link_status} is {@code up}
 * @param synchronising whether {@code master_sync_in_progress} is 1
 * @param priority {@code slave_priority}, {@link #UNKNOWN} when missing: a master does not tell it
 * @param offset how much it has received: {@code slave_repl_offset}, {@link #UNKNOWN} when missing
 * @param announced {@code replica_announced}, true when missing
 * @param loading whether it is still reading its data from disk
 * @param data which data set it has
 */
public record InfoReport(
    String runId,
    @Nullable Role role,
    List<Listed> replicas,
    long masterLinkDownMillis,
    @Nullable String masterHost,
    int masterPort,
    boolean masterLinkUp,
    boolean synchronising,
    int priority,
    long offset,
    boolean announced,
    boolean loading,
    DataSet data) {

  /** What a number is that was not told. */
  public static final int UNKNOWN = -1;

  /** More replicas than this in one INFO are not looked at. */
  public static final int MAX_REPLICAS = 10_000;

  /** A longer line about a replica is not looked at; an honest one has less than 400 characters. */
  private static final int MAX_REPLICA_LINE = 4096;

  /** A replica as its master lists it. */
  public record Listed(String host, int port) {}

  /**
   * Which data a node has. A replica takes over the replication id of its master when it has
   * synchronised; a node that becomes a master goes on under a new id and keeps the old one as its
   * second. Servers before Redis 4 tell neither.
   *
   * @param id {@code master_replid}, empty when missing
   * @param formerId {@code master_replid2}, empty when there is none
   * @param offset {@code master_repl_offset}, {@link InfoReport#UNKNOWN} when missing
   * @param keys in all databases; 0 too when the reply has no section about them
   */
  public record DataSet(String id, String formerId, long offset, long keys) {

    /** Nothing told. */
    public static final DataSet NONE = new DataSet("", "", UNKNOWN, 0);
  }

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
    private boolean synchronising;
    private int priority = UNKNOWN;
    private long offset = UNKNOWN;
    private boolean announced = true;
    private boolean loading;
    private String replicationId = "";
    private String formerReplicationId = "";
    private long masterOffset = UNKNOWN;
    private long keys;

    void field(String name, String value) {
      switch (name) {
        case "run_id" -> runId = RunId.isValid(value) ? value : "";
        case "role" ->
            role =
                value.startsWith("master")
                    ? Role.MASTER
                    : value.startsWith("slave") ? Role.REPLICA : null;
        case "master_link_down_since_seconds" ->
            masterLinkDownMillis = linkDownMillis(number(value, 0));
        case "master_host" -> masterHost = value;
        case "master_port" -> masterPort = port(value);
        case "master_link_status" -> masterLinkUp = value.equalsIgnoreCase("up");
        case "slave_priority" ->
            priority = Math.clamp(number(value, UNKNOWN), UNKNOWN, Integer.MAX_VALUE);
        case "slave_repl_offset" -> offset = Math.max(UNKNOWN, number(value, UNKNOWN));
        case "replica_announced" -> announced = number(value, 1) != 0;
        case "loading" -> loading = number(value, 0) == 1;
        case "master_sync_in_progress" -> synchronising = number(value, 0) == 1;
        case "master_replid" -> replicationId = replicationId(value);
        case "master_replid2" -> formerReplicationId = replicationId(value);
        case "master_repl_offset" -> masterOffset = Math.max(UNKNOWN, number(value, UNKNOWN));
        default -> {
          if (name.startsWith("db")) {
            database(value);
          } else {
            replica(name, value);
          }
        }
      }
    }

    /** Redis says -1 for a link that has not been up since it started. */
    private static long linkDownMillis(long seconds) {
      return seconds < 0 ? UNKNOWN : Math.min(seconds, Long.MAX_VALUE / 1000) * 1000;
    }

    /** Forty zeros stand for none. */
    private static String replicationId(String value) {
      boolean isOne =
          value.length() == RunId.LENGTH && value.chars().anyMatch(c -> c != '0' && c > ' ');
      return isOne ? value : "";
    }

    /** {@code db0:keys=5,expires=0,avg_ttl=0}. */
    private void database(String value) {
      if (value.startsWith("keys=")) {
        int comma = value.indexOf(',');
        long found = number(value.substring(5, comma < 0 ? value.length() : comma), 0);
        keys = Math.clamp(keys + Math.max(0, found), 0, Long.MAX_VALUE / 2);
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
      if (host != null && Host.isValid(host) && port != 0) {
        replicas.add(new Listed(host, port));
      }
    }

    private static int port(String text) {
      long value = number(text, 0);
      return Address.isPort(value) ? (int) value : 0;
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
          synchronising,
          priority,
          offset,
          announced,
          loading,
          new DataSet(replicationId, formerReplicationId, masterOffset, keys));
    }
  }
}
