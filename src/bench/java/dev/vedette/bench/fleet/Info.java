package dev.vedette.bench.fleet;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The text of INFO, about as long as a real node's, since reading it is part of what is measured.
 */
final class Info {

  private static final String FILLER = filler();

  private final long started = System.nanoTime();

  /** The same for all nodes; it grows as the PINGs of real masters make it grow. */
  long offset() {
    return 1_000 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started) / 10 * 14;
  }

  byte[] of(Node node) {
    StringBuilder text = new StringBuilder(4_500);
    text.append(
            "# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\nprocess_id:1\r\nrun_id:")
        .append(node.runId)
        .append("\r\ntcp_port:")
        .append(node.port)
        .append("\r\nuptime_in_seconds:")
        .append(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started))
        .append("\r\n")
        .append(FILLER)
        .append("\r\n# Replication\r\n");
    if (node.isMaster()) {
      master(node, text);
    } else {
      replica(node, text);
    }
    text.append("master_replid:")
        .append(node.replicationId)
        .append("\r\nmaster_replid2:")
        .append(node.formerReplicationId)
        .append("\r\nmaster_repl_offset:")
        .append(offset())
        .append("\r\nsecond_repl_offset:")
        .append(node.switchedOffset)
        .append("\r\nrepl_backlog_active:1\r\nrepl_backlog_size:1048576\r\n");
    text.append("\r\n# Keyspace\r\ndb0:keys=1000,expires=0,avg_ttl=0\r\n");
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void master(Node node, StringBuilder text) {
    long living = node.replicas.stream().filter(Node::alive).count();
    text.append("role:master\r\nconnected_slaves:").append(living).append("\r\n");
    int number = 0;
    for (Node replica : node.replicas) {
      if (replica.alive()) {
        text.append("slave")
            .append(number++)
            .append(":ip=")
            .append(replica.ip)
            .append(",port=")
            .append(replica.port)
            .append(",state=online,offset=")
            .append(offset())
            .append(",lag=0\r\n");
      }
    }
  }

  private void replica(Node node, StringBuilder text) {
    Node master = node.master;
    boolean up = master != null && master.alive();
    String host = master == null ? node.foreign : master.ip;
    int port = master == null ? node.port : master.port;
    long lostSeconds =
        master == null ? 1 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - master.lostAtNanos);
    boolean silent = master == null || master.mode == Node.Mode.FROZEN;
    text.append("role:slave\r\nmaster_host:")
        .append(host)
        .append("\r\nmaster_port:")
        .append(port)
        .append("\r\nmaster_link_status:")
        .append(up ? "up" : "down")
        .append("\r\nmaster_last_io_seconds_ago:")
        .append(up ? (silent ? lostSeconds : 0) : -1)
        .append("\r\nmaster_sync_in_progress:0\r\nslave_read_repl_offset:")
        .append(offset())
        .append("\r\nslave_repl_offset:")
        .append(offset())
        .append("\r\n");
    if (!up) {
      text.append("master_link_down_since_seconds:").append(lostSeconds).append("\r\n");
    }
    text.append(
        "slave_priority:100\r\nslave_read_only:1\r\nreplica_announced:1\r\nconnected_slaves:0\r\n");
  }

  private static String filler() {
    StringBuilder text = new StringBuilder();
    for (String section : new String[] {"Clients", "Memory", "Persistence", "Stats", "CPU"}) {
      text.append("\r\n# ").append(section).append("\r\n");
      for (int i = 0; i < 24; i++) {
        text.append(section.toLowerCase(Locale.ROOT))
            .append("_simulated_value_")
            .append(i)
            .append(':')
            .append(i * 48_271L % 99_991)
            .append("\r\n");
      }
    }
    return text.toString();
  }
}
