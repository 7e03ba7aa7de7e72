package dev.vedette.resp.sentinel;

import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.codec.RespValue.MapBuilder;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.NodeView;
import dev.vedette.sentinel.view.PeerView;
import dev.vedette.sentinel.view.ReplicaView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Masters, replicas and sentinels as Redis describes them: the same fields in the same order, every
 * value a string. Clients read some of them by name and old ones by position.
 */
final class InstanceReplies {

  private InstanceReplies() {}

  static RespValue master(MasterView master) {
    Fields fields = new Fields();
    addLink(fields, master.instance(), master.failoverState(), master.odownSinceMillis());
    addNode(fields, master.node());
    MasterSettings settings = master.settings();
    fields.put("config-epoch", master.configEpoch());
    fields.put("num-slaves", master.replicas().size());
    fields.put("num-other-sentinels", master.peers().size());
    fields.put("quorum", settings.quorum());
    fields.put("failover-timeout", settings.failoverTimeoutMillis());
    fields.put("parallel-syncs", settings.parallelSyncs());
    fields.putIfPresent("notification-script", settings.notificationScript());
    fields.putIfPresent("client-reconfig-script", settings.clientReconfigScript());
    return fields.build();
  }

  static RespValue replica(ReplicaView replica) {
    Fields fields = new Fields();
    addLink(fields, replica.instance(), FailoverState.NONE, null);
    addNode(fields, replica.node());
    // A thousand times the seconds of INFO, where -1 stands for: not up since the node started.
    long linkDownMillis = replica.masterLinkDownMillis();
    fields.put("master-link-down-time", linkDownMillis < 0 ? -1_000 : linkDownMillis);
    fields.put("master-link-status", replica.masterLinkUp() ? "ok" : "err");
    fields.put("master-host", Objects.requireNonNullElse(replica.masterHost(), "?"));
    fields.put("master-port", replica.masterPort());
    fields.put("slave-priority", replica.priority());
    fields.put("slave-repl-offset", replica.offset());
    fields.put("replica-announced", replica.announced() ? 1 : 0);
    return fields.build();
  }

  static RespValue peer(PeerView peer) {
    Fields fields = new Fields();
    addLink(fields, peer.instance(), FailoverState.NONE, null);
    fields.put("last-hello-message", peer.lastHelloMillis());
    fields.put("voted-leader", Objects.requireNonNullElse(peer.votedLeader(), "?"));
    fields.put("voted-leader-epoch", peer.votedLeaderEpoch());
    return fields.build();
  }

  private static void addLink(
      Fields fields, InstanceView instance, FailoverState failover, @Nullable Long odownForMillis) {
    fields.put("name", instance.name());
    fields.put("ip", instance.announcedHost());
    fields.put("port", instance.address().port());
    fields.put("runid", instance.runId());
    fields.put("flags", String.join(",", instance.flags()));
    fields.put("link-pending-commands", instance.linkPendingCommands());
    fields.put("link-refcount", instance.linkRefcount());
    if (failover != FailoverState.NONE) {
      fields.put("failover-state", failover.wireName());
    }
    fields.put("last-ping-sent", instance.pendingPingMillis());
    fields.put("last-ok-ping-reply", instance.lastOkPingReplyMillis());
    fields.put("last-ping-reply", instance.lastPingReplyMillis());
    fields.putIfPresent("s-down-time", instance.sdownForMillis());
    fields.putIfPresent("o-down-time", odownForMillis);
    fields.put("down-after-milliseconds", instance.downAfterMillis());
  }

  private static void addNode(Fields fields, NodeView node) {
    fields.put("info-refresh", Objects.requireNonNullElse(node.infoRefreshMillis(), 0L));
    fields.put("role-reported", node.roleReported());
    fields.put("role-reported-time", node.roleReportedForMillis());
  }

  /** A map whose values are all strings. */
  private static final class Fields {
    private final MapBuilder map = RespValue.map();

    void put(String name, Object value) {
      map.put(name, String.valueOf(value));
    }

    void putIfPresent(String name, @Nullable Object value) {
      if (value != null) {
        put(name, value);
      }
    }

    RespValue build() {
      return map.build();
    }
  }
}
