package dev.vedette.observe.endpoint;

import dev.vedette.observe.Picture;
import dev.vedette.observe.Quorum;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.PeerView;
import dev.vedette.sentinel.view.ReplicaView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One master with its group.
 *
 * @param status {@code ok}, {@code sdown} or {@code odown}
 * @param address where clients are to go
 * @param downForMillis how long we have seen it down, null when it is up
 * @param configEpoch epoch of the failover that made it master
 * @param failover state of a failover that we drive
 * @param quorumReached whether a failover could be agreed on
 * @param quorum the answer to {@code SENTINEL CKQUORUM}
 * @param promotableReplicas how many replicas could be promoted now
 * @param downAfterMillis its setting
 * @param failoverTimeoutMillis its setting
 * @param parallelSyncs its setting
 * @param replicas its replicas
 * @param sentinels the other sentinels
 */
record MasterDescription(
    String name,
    String status,
    String address,
    List<String> flags,
    @Nullable Long downForMillis,
    long configEpoch,
    String failover,
    boolean quorumReached,
    String quorum,
    int promotableReplicas,
    long downAfterMillis,
    long failoverTimeoutMillis,
    int parallelSyncs,
    List<Replica> replicas,
    List<Peer> sentinels) {

  /** A replica. */
  record Replica(
      String address,
      List<String> flags,
      @Nullable Long downForMillis,
      boolean masterLinkUp,
      int priority,
      long offset,
      long pingRoundTripMillis) {}

  /** Another sentinel. */
  record Peer(
      String id,
      String address,
      List<String> flags,
      @Nullable Long downForMillis,
      boolean saysMasterDown,
      long lastHelloMillis) {}

  static MasterDescription of(MasterView master, Picture picture) {
    Quorum quorum = Quorum.of(master);
    boolean names = picture.view().settings().announceHostnames();
    return new MasterDescription(
        master.name(),
        master.status(),
        master.address().announcedWithPort(names),
        master.instance().flags(),
        master.instance().sdownForMillis(),
        master.configEpoch(),
        master.failoverState().wireName(),
        quorum.reached(),
        quorum.message(),
        picture.promotable().getOrDefault(master.name(), 0),
        master.settings().downAfterMillis(),
        master.settings().failoverTimeoutMillis(),
        master.settings().parallelSyncs(),
        master.replicas().stream().map(MasterDescription::replica).toList(),
        master.peers().stream().map(MasterDescription::peer).toList());
  }

  private static Replica replica(ReplicaView replica) {
    InstanceView instance = replica.instance();
    return new Replica(
        place(instance),
        instance.flags(),
        instance.sdownForMillis(),
        replica.masterLinkUp(),
        replica.priority(),
        replica.offset(),
        instance.pingRoundTripMillis());
  }

  private static Peer peer(PeerView peer) {
    InstanceView instance = peer.instance();
    return new Peer(
        instance.runId(),
        place(instance),
        instance.flags(),
        instance.sdownForMillis(),
        peer.saysMasterDown(),
        peer.lastHelloMillis());
  }

  private static String place(InstanceView instance) {
    return Address.hostAndPort(instance.announcedHost(), instance.address().port());
  }
}
