package dev.vedette.sentinel.gossip;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.failover.FailoverMachine;
import dev.vedette.sentinel.failover.Findings;
import dev.vedette.sentinel.failover.ForeignNodes;
import dev.vedette.sentinel.failover.MasterSwitch;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.Epochs;
import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hello of a peer teaches us: that it exists, where it is, a newer epoch, a newer place of
 * the master.
 */
public final class HelloReceiving {

  /**
   * Messages that wait for a name in them to be resolved; the oldest gives way, because another one
   * comes in two seconds.
   */
  private static final int MAX_WAITING = 256;

  /** For how many publish periods the one with the smaller run id may leave a contradiction. */
  private static final int CONTRADICTION_PUBLISH_PERIODS = 5;

  /** For so long a message waits for its names; newer ones have come since then. */
  private static final long MAX_WAIT_MILLIS = 5_000;

  private record Waiting(Hello hello, long since) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /**
   * Takes a message as it came.
   *
   * @return the master it is about, for its group to be looked at; null when it was skipped
   */
  public @Nullable Master receive(Turn turn, String payload) {
    return receive(turn, Hello.parse(payload), turn.now());
  }

  /** Takes a message that was heard on a node. */
  public @Nullable Master receiveOn(Turn turn, Link link, String payload) {
    Hello hello = Hello.parse(payload);
    if (hello != null) {
      heardOn(turn, link, hello);
    }
    return receive(turn, hello, turn.now());
  }

  private @Nullable Master receive(Turn turn, @Nullable Hello hello, long since) {
    Topology topology = turn.topology();
    if (hello == null) {
      turn.modes().helloSkipped();
      return null;
    }
    Master master = topology.master(hello.master());
    if (master == null) {
      turn.modes().helloSkipped();
      return null;
    }
    if (hello.runId().equalsIgnoreCase(topology.myId())) {
      Duplicates.hearOwnId(turn, master, hello);
      return null;
    }
    if (!isCoherent(hello) || EpochRule.isAbsurdOfStranger(turn, master, hello)) {
      turn.modes().helloSkipped();
      refuseEpoch(turn, master, hello);
      return null;
    }
    Address sender = turn.address(hello.host(), hello.port());
    Address masterPlace =
        SamePlace.asKnown(master, turn.address(hello.masterHost(), hello.masterPort()));
    if (isUnresolved(sender)
        || isUnresolved(masterPlace)
        || SamePlace.awaitsLookUp(turn, master, hello, masterPlace)) {
      keepForLater(turn, new Waiting(hello, since));
      return null;
    }
    if (sender != null && Strangers.isOne(turn, master, hello, sender, masterPlace)) {
      return null;
    }
    Peer peer = sender == null ? null : PeerMeeting.meet(turn, master, hello, sender);
    if (peer != null) {
      peer.saysEpoch(hello.currentEpoch(), topology.currentEpoch(), turn.now());
      EpochRule.findBack(turn);
    }
    if (!EpochRule.admits(turn, master, peer, hello.currentEpoch())) {
      refuseEpoch(turn, master, hello);
      if (peer != null) {
        peer.heardHello(turn.now());
      }
      return master;
    }
    adoptEpoch(turn, master, hello.currentEpoch());
    if (peer != null) {
      if (masterPlace != null) {
        adoptConfiguration(turn, master, peer, hello.configEpoch(), masterPlace);
      }
      peer.heardHello(turn.now());
    }
    return master;
  }

  /** Maybe it is about a group that is not that node's, as we know. */
  private static void heardOn(Turn turn, Link link, Hello hello) {
    for (Instance user : link.users()) {
      if (user instanceof Replica replica) {
        ForeignNodes.heardOn(turn, replica, hello.master(), hello.masterHost(), hello.masterPort());
      }
    }
  }

  /** Takes the messages that waited for names. */
  public List<Master> receiveWaiting(Turn turn) {
    List<Waiting> again = List.copyOf(waiting);
    waiting.clear();
    List<Master> touched = new ArrayList<>();
    for (Waiting message : again) {
      Master master = receive(turn, message.hello(), message.since());
      if (master != null) {
        touched.add(master);
      }
    }
    return touched;
  }

  /** Nobody knows a configuration that is newer than the newest epoch it knows. */
  private static boolean isCoherent(Hello hello) {
    return Epochs.isEpoch(hello.currentEpoch()) && hello.configEpoch() <= hello.currentEpoch();
  }

  private static void refuseEpoch(Turn turn, Master master, Hello hello) {
    String epochs =
        hello.configEpoch() > hello.currentEpoch()
            ? hello.currentEpoch() + " config " + hello.configEpoch()
            : Long.toString(hello.currentEpoch());
    EpochRule.refuse(turn, master, master.peer(hello.runId()), hello.runId(), epochs);
  }

  private static boolean isUnresolved(@Nullable Address address) {
    return address != null && address.ip().isEmpty();
  }

  private void keepForLater(Turn turn, Waiting message) {
    waiting.removeIf(other -> turn.since(other.since()) > MAX_WAIT_MILLIS);
    if (turn.since(message.since()) > MAX_WAIT_MILLIS) {
      return;
    }
    if (waiting.size() >= MAX_WAITING) {
      waiting.removeFirst();
    }
    waiting.addLast(message);
  }

  private static void adoptEpoch(Turn turn, Master master, long epoch) {
    if (epoch > turn.topology().currentEpoch()) {
      turn.topology().adoptEpoch(epoch);
      turn.persist();
      turn.emitText(EventType.NEW_EPOCH, master, Long.toString(epoch));
    }
  }

  /**
   * Two places of the same age: failovers without a vote, asked for on both sides of a partition,
   * can have taken the same epoch.
   */
  private static boolean isContradiction(
      Turn turn, Master master, long configEpoch, Address place) {
    return configEpoch > 0
        && configEpoch == master.configEpoch()
        && !master.address().samePlace(place)
        && !SamePlace.isPossible(turn, master.address(), place);
  }

  /**
   * Neither place would ever give way to the other, and each would be made a replica of the other.
   * So the sentinel with the smaller run id gives its own a new epoch, which everybody adopts. A
   * stock sentinel never does: after a while the other one does it.
   */
  private static void overrule(Turn turn, Master master, Peer peer) {
    Topology topology = turn.topology();
    long patience = turn.timings().publishPeriod() * CONTRADICTION_PUBLISH_PERIODS;
    if (topology.myId().compareTo(peer.runId()) > 0
        && turn.since(peer.contradictsSince()) < patience) {
      return;
    }
    long contested = master.configEpoch();
    long epoch = topology.currentEpoch() + 1;
    topology.adoptEpoch(epoch);
    master.adoptConfigEpoch(epoch);
    turn.persist();
    turn.log(
        master,
        "Sentinel "
            + peer.runId()
            + " has another address for "
            + master.name()
            + " in config epoch "
            + contested
            + " as well: ours gets epoch "
            + epoch);
    turn.emitText(EventType.NEW_EPOCH, master, Long.toString(epoch));
    master.forceHellos();
    turn.changed();
  }

  /**
   * Of two places of the same age, the one is right that the node at the other says it follows.
   * Otherwise a group that was made to watch it anew, in no epoch, would never find back.
   */
  private static boolean saysItFollows(Turn turn, Master master, Address place) {
    InfoReport report = master.report();
    if (report == null || report.role() != Role.REPLICA) {
      return false;
    }
    String host = report.masterHost();
    Address followed = host == null ? null : turn.address(host, report.masterPort());
    return followed != null && followed.samePlace(place);
  }

  private static void adoptConfiguration(
      Turn turn, Master master, Peer peer, long configEpoch, Address place) {
    boolean yields = configEpoch == master.configEpoch() && saysItFollows(turn, master, place);
    boolean contradicts = !yields && isContradiction(turn, master, configEpoch, place);
    peer.contradicts(contradicts, turn.now());
    if (contradicts) {
      overrule(turn, master, peer);
    }
    if (configEpoch <= master.configEpoch() && !yields) {
      return;
    }
    master.adoptConfigEpoch(configEpoch);
    turn.persist();
    FailoverMachine.overtaken(turn, master);
    if (master.address().samePlace(place)) {
      return;
    }
    turn.emit(EventType.CONFIG_UPDATE_FROM, peer, "", Findings.ranking(turn, master));
    MasterSwitch.follow(turn, master, place);
  }
}
