package dev.vedette.sentinel.rehearsal;

import dev.vedette.sentinel.message.Reply;
import java.util.List;

/** A Redis node as far as a failover needs one. */
final class PlayedNode {

  private static final String DATA = "d".repeat(40);
  private static final Reply OK = new Reply.Status("OK");

  private final int port;
  private int follows;
  private boolean alive = true;

  /**
   * @param follows port of its master, 0 for a master
   */
  PlayedNode(int port, int follows) {
    this.port = port;
    this.follows = follows;
  }

  boolean isAlive() {
    return alive;
  }

  void alive(boolean value) {
    alive = value;
  }

  boolean isMaster() {
    return follows == 0;
  }

  /** The answer to a command; what is queued in a transaction is done at once. */
  Reply answer(List<String> words, List<PlayedNode> all) {
    return switch (words.getFirst()) {
      case "PING" -> new Reply.Status("PONG");
      case "INFO" -> new Reply.Text(info(all));
      case "PUBLISH" -> new Reply.Number(1);
      case "SLAVEOF" -> {
        follows = words.get(1).equals("NO") ? 0 : Integer.parseInt(words.get(2));
        yield new Reply.Status("QUEUED");
      }
      case "CONFIG", "CLIENT" -> new Reply.Status("QUEUED");
      case "EXEC" -> new Reply.Many(List.of(OK, OK, OK, OK));
      default -> OK;
    };
  }

  private String info(List<PlayedNode> all) {
    StringBuilder info = new StringBuilder(1_024).append("# Server\r\nredis_version:7.0.15\r\n");
    for (int i = 0; i < 50; i++) {
      info.append("mem_field").append(i).append(':').append(i).append("\r\n");
    }
    info.append("run_id:").append(Integer.toString(port)).append("e".repeat(39));
    info.append("\r\nloading:0\r\n# Replication\r\n");
    if (isMaster()) {
      info.append("role:master\r\n");
      int replicas = 0;
      for (PlayedNode other : all) {
        if (other.alive && other.follows == port) {
          info.append("slave").append(replicas++).append(":ip=127.0.0.1,port=").append(other.port);
          info.append(",state=online,offset=4711,lag=0\r\n");
        }
      }
    } else {
      info.append("role:slave\r\nmaster_host:127.0.0.1\r\nmaster_port:").append(follows);
      info.append("\r\nmaster_link_status:up\r\nmaster_sync_in_progress:0\r\n");
      info.append("slave_repl_offset:4711\r\nslave_priority:100\r\nreplica_announced:1\r\n");
    }
    info.append("master_replid:").append(DATA).append("\r\nmaster_repl_offset:4711\r\n");
    return info.append("# Keyspace\r\ndb0:keys=5,expires=0,avg_ttl=0\r\n").toString();
  }
}
