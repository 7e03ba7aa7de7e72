package dev.vedette.sentinel.settings;

import dev.vedette.sentinel.place.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that must survive a restart: who we are, what we promised (epochs and votes), and whom
 * we know. Loading what was saved gives the same sentinel again.
 *
 * @param myId our run id, 40 lower-case hex digits
 * @param currentEpoch the greatest epoch we have seen
 * @param settings global settings, as changed at run time
 * @param masters every master, in the order they were added
 */
public record DurableState(
    String myId, long currentEpoch, SentinelSettings settings, List<MasterState> masters) {

  public DurableState {
    masters = List.copyOf(masters);
  }

  /**
   * One master.
   *
   * @param settings its options
   * @param address where it is now (during the last phase of a failover: the promoted replica)
   * @param configEpoch epoch of the failover that made it master
   * @param leaderEpoch epoch of the last vote we gave for it
   * @param replicas addresses of its replicas
   * @param peers the other sentinels that watch it
   */
  public record MasterState(
      MasterSettings settings,
      Address address,
      long configEpoch,
      long leaderEpoch,
      List<Address> replicas,
      List<PeerState> peers) {

    public MasterState {
      replicas = List.copyOf(replicas);
      peers = List.copyOf(peers);
    }

    /** A master never watched before. */
    public static MasterState fresh(MasterSettings settings, Address address) {
      return new MasterState(settings, address, 0, 0, List.of(), List.of());
    }
  }

  /**
   * Another sentinel.
   *
   * @param address where it listens
   * @param runId its run id, null when a file names none
   */
  public record PeerState(Address address, @Nullable String runId) {}
}
