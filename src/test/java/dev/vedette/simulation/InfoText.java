package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;

/** INFO of a node, as far as sentinels read it. */
final class InfoText {

  private InfoText() {}

  static String of(RedisNode node) {
    StringBuilder info = new StringBuilder(600);
    line(info, "run_id", node.runId());
    Address master = node.replication().master();
    if (master == null) {
      line(info, "role", "master");
      int replicas = 0;
      for (RedisNode other : node.group.nodes) {
        if (other.isAlive() && other.isInSyncWith(node)) {
          info.append("slave").append(replicas++).append(":ip=");
          info.append(node.group.announced(other.address)).append(",port=");
          info.append(other.address.port()).append(",state=online,offset=");
          info.append(other.data().offset()).append(",lag=0\r\n");
        }
      }
      line(info, "connected_slaves", replicas);
    } else {
      replica(info, node, master);
    }
    DataSet data = node.data();
    line(info, "master_failover_state", node.failoverState());
    line(info, "master_replid", data.replicationId());
    line(info, "master_replid2", data.secondId());
    line(info, "master_repl_offset", data.offset());
    line(info, "second_repl_offset", data.secondOffset());
    if (data.writes() > 0) {
      line(info, "db0", "keys=" + data.writes() + ",expires=0,avg_ttl=0");
    }
    return info.toString();
  }

  private static void replica(StringBuilder info, RedisNode node, Address master) {
    Replication replication = node.replication();
    line(info, "role", "slave");
    line(info, "master_host", master.host());
    line(info, "master_port", master.port());
    line(info, "master_link_status", replication.isUp() ? "up" : "down");
    line(info, "master_sync_in_progress", replication.isTransferring() ? 1 : 0);
    long offset = node.data().offset();
    line(info, "slave_repl_offset", replication.knowsOffset() && offset > 0 ? offset : 1);
    if (!replication.isUp()) {
      line(info, "master_link_down_since_seconds", replication.downSeconds());
    }
    line(info, "slave_priority", node.priority);
    line(info, "replica_announced", 1);
    line(info, "connected_slaves", 0);
  }

  private static void line(StringBuilder info, String field, Object value) {
    info.append(field).append(':').append(value).append("\r\n");
  }
}
