package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.InfoReport.UNKNOWN;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.settings.RunId;
import dev.vedette.sentinel.topology.InfoReport.DataSet;
import dev.vedette.sentinel.topology.InfoReport.Listed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an INFO reply where it lies: some two hundred lines, of which fifteen matter. Nothing is
 * copied out of the others.
 */
final class InfoParser {

  /** A longer line about a replica is not looked at; an honest one has less than 400 characters. */
  private static final int MAX_REPLICA_LINE = 4096;

  private final String info;
  private String runId = "";
  private @Nullable Role role;
  private final List<Listed> replicas = new ArrayList<>(0);
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

  /** The line that is being read: where its name starts, its colon, and its end. */
  private int start;

  private int colon;
  private int end;

  private InfoParser(String info) {
    this.info = info;
  }

  static InfoReport parse(String info) {
    InfoParser parser = new InfoParser(info);
    parser.lines();
    return parser.report();
  }

  private void lines() {
    int next;
    for (start = 0; start < info.length(); start = next) {
      int lineFeed = info.indexOf('\n', start);
      int lineEnd = lineFeed < 0 ? info.length() : lineFeed;
      next = lineEnd + 1;
      if (mayMatter(info.charAt(start))) {
        end = lineEnd > start && info.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
        colon = info.indexOf(':', start, end);
        if (colon > start) {
          field();
        }
      }
    }
  }

  /** What the names that matter begin with. */
  private static boolean mayMatter(char first) {
    return first == 'm' || first == 'r' || first == 's' || first == 'd' || first == 'l';
  }

  private void field() {
    switch (info.charAt(start)) {
      case 'r' -> identity();
      case 'm' -> ofMaster();
      case 's' -> ofReplica();
      case 'd' -> database();
      case 'l' -> loading = isNamed("loading") ? number(0) == 1 : loading;
      default -> {}
    }
  }

  private boolean isNamed(String name) {
    return colon - start == name.length() && info.startsWith(name, start);
  }

  private void identity() {
    if (isNamed("run_id")) {
      String id = value();
      runId = RunId.isValid(id) ? id : "";
    } else if (isNamed("role")) {
      role = role();
    } else if (isNamed("replica_announced")) {
      announced = number(1) != 0;
    }
  }

  private @Nullable Role role() {
    if (end - colon > 6 && info.startsWith("master", colon + 1)) {
      return Role.MASTER;
    }
    return end - colon > 5 && info.startsWith("slave", colon + 1) ? Role.REPLICA : null;
  }

  private void ofMaster() {
    if (isNamed("master_link_down_since_seconds")) {
      masterLinkDownMillis = linkDownMillis(number(0));
    } else if (isNamed("master_host")) {
      masterHost = value();
    } else if (isNamed("master_port")) {
      masterPort = port(number(0));
    } else if (isNamed("master_link_status")) {
      masterLinkUp = end - colon == 3 && info.regionMatches(true, colon + 1, "up", 0, 2);
    } else if (isNamed("master_sync_in_progress")) {
      synchronising = number(0) == 1;
    } else if (isNamed("master_replid")) {
      replicationId = replicationId();
    } else if (isNamed("master_replid2")) {
      formerReplicationId = replicationId();
    } else if (isNamed("master_repl_offset")) {
      masterOffset = Math.max(UNKNOWN, number(UNKNOWN));
    }
  }

  private void ofReplica() {
    if (isNamed("slave_priority")) {
      priority = Math.clamp(number(UNKNOWN), UNKNOWN, Integer.MAX_VALUE);
    } else if (isNamed("slave_repl_offset")) {
      offset = Math.max(UNKNOWN, number(UNKNOWN));
    } else {
      replica();
    }
  }

  /** Redis says -1 for a link that has not been up since it started. */
  private static long linkDownMillis(long seconds) {
    return seconds < 0 ? UNKNOWN : Math.min(seconds, Long.MAX_VALUE / 1000) * 1000;
  }

  /** Forty zeros stand for none. */
  private String replicationId() {
    if (end - colon - 1 != RunId.LENGTH) {
      return "";
    }
    for (int i = colon + 1; i < end; i++) {
      char c = info.charAt(i);
      if (c != '0' && c > ' ') {
        return value();
      }
    }
    return "";
  }

  /** {@code db0:keys=5,expires=0,avg_ttl=0}. */
  private void database() {
    int from = colon + 1 + "keys=".length();
    if (info.startsWith("db", start) && from <= end && info.startsWith("keys=", colon + 1)) {
      int comma = info.indexOf(',', from, end);
      long found = number(info, from, comma < 0 ? end : comma, 0);
      keys = Math.clamp(keys + Math.max(0, found), 0, Long.MAX_VALUE / 2);
    }
  }

  private void replica() {
    boolean lists =
        colon - start > 5
            && info.startsWith("slave", start)
            && Character.isDigit(info.charAt(start + 5));
    if (!lists
        || end - colon - 1 > MAX_REPLICA_LINE
        || replicas.size() >= InfoReport.MAX_REPLICAS) {
      return;
    }
    String value = value();
    String host = null;
    int port = 0;
    int part = 0;
    boolean named = value.contains("ip=");
    for (int from = 0; from <= value.length(); part++) {
      int comma = value.indexOf(',', from);
      int to = comma < 0 ? value.length() : comma;
      if (named) {
        if (value.startsWith("ip=", from)) {
          host = value.substring(from + 3, to);
        } else if (value.startsWith("port=", from)) {
          port = port(number(value, from + 5, to, 0));
        }
      } else if (part == 0) {
        host = value.substring(from, to);
      } else if (part == 1) {
        port = port(number(value, from, to, 0));
      }
      from = to + 1;
    }
    // Redis before 2.8 names nothing: slave0:<ip>,<port>,<state>
    boolean complete = named || part >= 3;
    if (complete && host != null && Host.isValid(host) && port != 0) {
      replicas.add(new Listed(host, port));
    }
  }

  private String value() {
    return info.substring(colon + 1, end);
  }

  private static int port(long number) {
    return Address.isPort(number) ? (int) number : 0;
  }

  private long number(long otherwise) {
    return number(info, colon + 1, end, otherwise);
  }

  private static long number(String text, int from, int to, long otherwise) {
    int first = from;
    int last = to;
    while (first < last && text.charAt(first) <= ' ') {
      first++;
    }
    while (last > first && text.charAt(last - 1) <= ' ') {
      last--;
    }
    if (first == last) {
      return otherwise;
    }
    try {
      return Long.parseLong(text, first, last, 10);
    } catch (NumberFormatException notANumber) {
      return otherwise;
    }
  }

  private InfoReport report() {
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
