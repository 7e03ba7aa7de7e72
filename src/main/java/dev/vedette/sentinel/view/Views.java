package dev.vedette.sentinel.view;

import dev.vedette.sentinel.topology.Foreignness;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.turn.Modes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the pictures. */
public final class Views {

  private final Topology topology;
  private final Modes modes;
  private final long now;

  /** Pictures of that state at that moment. */
  public Views(Topology topology, Modes modes, long now) {
    this.topology = topology;
    this.modes = modes;
    this.now = now;
  }

  /** Everything. */
  public SentinelView sentinel(Collection<Master> shown) {
    List<MasterView> masters = new ArrayList<>(shown.size());
    for (Master master : shown) {
      masters.add(master(master));
    }
    return new SentinelView(
        topology.myId(),
        topology.currentEpoch(),
        topology.settings(),
        modes.tilt().isActive() ? now - modes.tilt().enteredAt() : null,
        modes.crashPoints(),
        modes.skippedHellos(),
        modes.ownIdentity().usedElsewhere(now),
        masters);
  }

  /** One master with its group. */
  public MasterView master(Master master) {
    List<ReplicaView> replicas = new ArrayList<>(master.replicas().size());
    for (Replica replica : master.replicas()) {
      replicas.add(replica(replica));
    }
    List<PeerView> peers = new ArrayList<>(master.peers().size());
    for (Peer peer : master.peers()) {
      peers.add(peer(peer));
    }
    return new MasterView(
        instance(master),
        master.settings(),
        node(master),
        master.configEpoch(),
        master.leader(),
        master.leaderEpoch(),
        master.failover().state(),
        master.failover().epoch(),
        promoted(master),
        master.isObjectivelyDown() ? now - master.objectivelyDownAt() : null,
        modes.saving().failure(),
        master.mishaps().reason(),
        replicas,
        peers);
  }

  /** The replica being promoted, by its address also when it is the master already. */
  private @Nullable String promoted(Master master) {
    Replica chosen = master.failover().promoted();
    if (chosen != null) {
      return chosen.name();
    }
    return master.failover().from() == null
        ? null
        : master.address().announcedWithPort(topology.settings().announceHostnames());
  }

  private ReplicaView replica(Replica replica) {
    Foreignness foreignness = replica.foreignness();
    return new ReplicaView(
        instance(replica),
        node(replica),
        replica.masterLinkDownMillis(),
        replica.isMasterLinkUp(),
        replica.masterHost(),
        replica.masterPort(),
        replica.priority(),
        replica.offset(),
        replica.isAnnounced(),
        foreignness == null ? null : foreignness.detail());
  }

  private PeerView peer(Peer peer) {
    return new PeerView(
        instance(peer),
        now - peer.lastHelloAt(),
        peer.saysMasterDown(),
        peer.votedLeader(),
        peer.votedEpoch());
  }

  private NodeView node(Node node) {
    return new NodeView(
        age(node.infoAt()),
        node.roleReported().wireName(),
        now - node.roleReportedAt(),
        node.info(),
        node.refusals());
  }

  private @Nullable Long age(long time) {
    return time == Times.NEVER ? null : now - time;
  }

  private InstanceView instance(Instance instance) {
    Link link = instance.link();
    return new InstanceView(
        instance.name(),
        instance.address(),
        instance.address().announced(topology.settings().announceHostnames()),
        instance.runId(),
        flags(instance),
        link.pendingCommands(),
        link.refcount(),
        link.silence().isLasting() ? Math.max(0, now - link.silence().from()) : 0,
        now - link.lastAvailableAt(),
        now - link.lastPongAt(),
        instance.isSubjectivelyDown() ? now - instance.lastSubjectivelyDownAt() : null,
        instance.master().settings().downAfterMillis(),
        link.isComplete(instance.needsHello()),
        link.roundTripMillis());
  }

  /** The protocol's words in the protocol's order. */
  private static List<String> flags(Instance instance) {
    List<String> flags = new ArrayList<>();
    if (instance.isSubjectivelyDown()) {
      flags.add("s_down");
    }
    if (instance instanceof Master master && master.isObjectivelyDown()) {
      flags.add("o_down");
    }
    flags.add(instance.kind());
    if (!instance.link().isComplete(instance.needsHello())) {
      flags.add("disconnected");
    }
    switch (instance) {
      case Master master -> addFlags(flags, master);
      case Replica replica -> addFlags(flags, replica);
      case Peer peer -> {
        if (peer.saysMasterDown()) {
          flags.add("master_down");
        }
      }
    }
    if (instance.isScriptKillSent()) {
      flags.add("script_kill_sent");
    }
    return flags;
  }

  private static void addFlags(List<String> flags, Master master) {
    if (master.failover().isInProgress()) {
      flags.add("failover_in_progress");
    }
    if (master.failover().isForced()) {
      flags.add("force_failover");
    }
    if (master.mishaps().isSetAside()) {
      flags.add("set_aside");
    }
  }

  private static void addFlags(List<String> flags, Replica replica) {
    if (replica.isPromoted()) {
      flags.add("promoted");
    }
    switch (replica.reconfiguration()) {
      case NONE -> {}
      case SENT -> flags.add("reconf_sent");
      case IN_PROGRESS -> flags.add("reconf_inprog");
      case DONE -> flags.add("reconf_done");
    }
  }
}
