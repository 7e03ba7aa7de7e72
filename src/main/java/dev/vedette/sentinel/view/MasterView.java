package dev.vedette.sentinel.view;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.topology.FailoverState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One master and its group as this sentinel sees them, at one moment.
 *
 * @param instance what every instance has
 * @param settings its options
 * @param node what Redis nodes have
 * @param configEpoch epoch of the failover that made it master
 * @param leader run id of whom we voted for, null for none
 * @param leaderEpoch epoch of that vote
 * @param failoverState state of a failover that we drive
 * @param failoverEpoch epoch of the last failover that we started, 0 for none
 * @param promoted {@code ip:port} of the replica being promoted, until that failover has ended;
 *     null for none
 * @param odownSinceMillis how long it has been objectively down; null when it is not
 * @param votesWithheld why this sentinel gives no vote now, for this or any master: its state
 *     cannot be saved; null when it does
 * @param setAside why nothing is decided about it now, a fault of ours; null when it is looked
 *     after
 * @param replicas its replicas, in the order they were found
 * @param peers the other sentinels that watch it, in the order they were found
 */
public record MasterView(
    InstanceView instance,
    MasterSettings settings,
    NodeView node,
    long configEpoch,
    @Nullable String leader,
    long leaderEpoch,
    FailoverState failoverState,
    long failoverEpoch,
    @Nullable String promoted,
    @Nullable Long odownSinceMillis,
    @Nullable String votesWithheld,
    @Nullable String setAside,
    List<ReplicaView> replicas,
    List<PeerView> peers) {

  public MasterView {
    replicas = List.copyOf(replicas);
    peers = List.copyOf(peers);
  }

  /** The master's name. */
  public String name() {
    return settings.name();
  }

  /** Where it is, and where clients are to go: the promoted one from when that is confirmed. */
  public Address address() {
    return instance.address();
  }

  /** {@code ok}, {@code sdown} or {@code odown}, as INFO shows it. */
  public String status() {
    return odownSinceMillis != null ? "odown" : instance.sdownForMillis() != null ? "sdown" : "ok";
  }

  /** Sentinels that could vote now, counting ourselves unless we cannot. */
  public int usableSentinels() {
    int usable = votesWithheld == null && setAside == null ? 1 : 0;
    for (PeerView peer : peers) {
      if (peer.instance().sdownForMillis() == null) {
        usable++;
      }
    }
    return usable;
  }

  /**
   * Why we ourselves could not vote now, as a sentence that follows others; empty when we could.
   */
  public String ownVoteNote() {
    if (votesWithheld != null) {
      return ". This Sentinel withholds its votes, because it cannot save its state: "
          + votesWithheld;
    }
    return setAside == null
        ? ""
        : ". This Sentinel has set the master aside, because looking after it fails: " + setAside;
  }

  /** All sentinels known for this master, counting ourselves. */
  public int voters() {
    return peers.size() + 1;
  }

  /** How many of the voters make a majority. */
  public int majority() {
    return voters() / 2 + 1;
  }
}
