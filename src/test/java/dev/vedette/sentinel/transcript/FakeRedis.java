package dev.vedette.sentinel.transcript;

import dev.vedette.sentinel.message.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Redis node of a transcript: answers PING and INFO, and changes its role when told. */
final class FakeRedis {

  enum Health {
    ALIVE,
    /** Nothing listens: connections are refused. */
    DEAD,
    /** Connections are accepted, nothing is answered. */
    FROZEN
  }

  private static final String NO_ID = "0".repeat(40);

  final int port;
  Health health = Health.ALIVE;
  @Nullable Integer masterPort;
  int priority = 100;
  long offset;
  String runId;
  String pingReply = "+PONG";
  long masterLinkDownSeconds;
  boolean masterLinkUp = true;
  boolean obeys = true;
  boolean syncs = true;
  boolean refusesFailover;
  boolean outOfMemory;
  final Map<String, String> refuses = new TreeMap<>();
  boolean announced = true;
  String garbage = "";
  boolean synchronising;
  long keys;
  String replicationId;
  String formerReplicationId = NO_ID;
  final List<Integer> listed = new ArrayList<>();
  private final Map<Integer, FakeRedis> nodes;
  private int promotions;

  FakeRedis(int port, Map<Integer, FakeRedis> nodes) {
    this.port = port;
    this.nodes = nodes;
    this.replicationId = ownReplicationId(port);
    this.runId = String.format(Locale.ROOT, "%040d", port);
  }

  Reply ping() {
    String text = pingReply.substring(1);
    return pingReply.startsWith("-") ? new Reply.Failure(text) : new Reply.Status(text);
  }

  /** The id under which a node begins, and goes on after every promotion. */
  private static String ownReplicationId(int port) {
    return "d".repeat(35) + String.format(Locale.ROOT, "%05d", port);
  }

  /** A replica whose link is up has synchronised; a master that is not played has an id as well. */
  private void replicate() {
    boolean hasBeenUp = masterLinkDownSeconds > 0 && replicationId.equals(ownReplicationId(port));
    if (masterPort != null && (masterLinkUp || hasBeenUp)) {
      FakeRedis master = nodes.get(masterPort);
      replicationId = master == null ? ownReplicationId(masterPort) : master.replicationId;
    }
  }

  Reply info() {
    replicate();
    if (!garbage.isEmpty()) {
      return new Reply.Text(garbage);
    }
    StringBuilder info =
        new StringBuilder("# Server\r\nrun_id:").append(runId).append("\r\n# Replication\r\n");
    if (masterPort == null) {
      info.append("role:master\r\n");
      if (offset > 0) {
        info.append("master_repl_offset:").append(offset).append("\r\n");
      }
      for (int i = 0; i < listed.size(); i++) {
        info.append("slave").append(i).append(":ip=127.0.0.1,port=").append(listed.get(i));
        info.append(",state=online,offset=0,lag=0\r\n");
      }
    } else {
      info.append("role:slave\r\nmaster_host:127.0.0.1\r\nmaster_port:")
          .append(masterPort)
          .append("\r\n");
      info.append("master_link_status:").append(masterLinkUp ? "up" : "down").append("\r\n");
      if (masterLinkDownSeconds != 0) {
        info.append("master_link_down_since_seconds:").append(masterLinkDownSeconds).append("\r\n");
      }
      info.append("master_sync_in_progress:").append(synchronising ? 1 : 0).append("\r\n");
      info.append("slave_repl_offset:")
          .append(offset)
          .append("\r\nslave_priority:")
          .append(priority)
          .append("\r\n");
      info.append("replica_announced:").append(announced ? 1 : 0).append("\r\n");
    }
    if (!replicationId.equals("none")) {
      info.append("master_replid:").append(replicationId).append("\r\n");
      info.append("master_replid2:").append(formerReplicationId).append("\r\n");
    }
    info.append("# Keyspace\r\n");
    if (keys > 0) {
      info.append("db0:keys=").append(keys).append(",expires=0,avg_ttl=0\r\n");
    }
    return new Reply.Text(info.toString());
  }

  /** What it answers to a command that it refuses, null when it takes it. */
  @Nullable String refusal(String command, boolean inTransaction) {
    if (outOfMemory && inTransaction && !command.equals("EXEC")) {
      return "OOM command not allowed when used memory > 'maxmemory'.";
    }
    return refuses.get(command.toLowerCase(Locale.ROOT));
  }

  void obey(String host, String newPort) {
    if (obeys) {
      replicate();
      if (host.equals("NO") && masterPort != null) {
        formerReplicationId = replicationId;
        replicationId = nextReplicationId();
      }
      masterPort = host.equals("NO") ? null : Integer.valueOf(newPort);
      masterLinkUp = syncs;
      masterLinkDownSeconds = syncs ? 0 : -1;
    }
  }

  private String nextReplicationId() {
    promotions++;
    return "e".repeat(30)
        + String.format(Locale.ROOT, "%05d", promotions)
        + String.format(Locale.ROOT, "%05d", port);
  }
}
