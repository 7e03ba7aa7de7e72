package dev.vedette;

import dev.vedette.config.RespSettings;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import org.jspecify.annotations.Nullable;

/**
 * How many files and connections this process may have open, and how many it needs. Watching comes
 * first: what is too much for the limit is taken from the clients, and said at the start.
 */
final class FileDescriptors {

  /** Jars, log, state, databases, scripts, and the connections of the admin side. */
  private static final long OWN = 256;

  /** A server older than RESP3 needs one for commands and one for hellos. */
  private static final long OF_A_NODE = 2;

  /** With fewer, nobody could look at what is wrong. */
  private static final int LEAST_CLIENTS = 32;

  private FileDescriptors() {}

  /** How many are needed to watch what that state knows, clients not counted. */
  static long neededToWatch(DurableState state) {
    long nodes = 0;
    for (MasterState master : state.masters()) {
      // One whose replicas are still to be found has at least one, or nothing could be promoted.
      nodes += 1 + Math.max(1, master.replicas().size());
    }
    long peers =
        state.masters().stream()
            .flatMap(master -> master.peers().stream())
            .map(PeerState::address)
            .distinct()
            .count();
    return OWN + nodes * OF_A_NODE + peers;
  }

  /**
   * What the limit leaves for clients.
   *
   * @param port with no more clients than there is room for
   * @param complaint what is wrong and what to do, null when the limit is high enough
   */
  record Fit(RespSettings port, @Nullable String complaint) {}

  /**
   * Fits the port into a limit.
   *
   * @param limit of files and connections that this process may have open
   */
  static Fit fit(RespSettings port, DurableState state, long limit) {
    long needed = neededToWatch(state);
    long all = needed + port.maxClients();
    if (all <= limit) {
      return new Fit(port, null);
    }
    int clients = (int) Math.clamp(limit - needed, LEAST_CLIENTS, port.maxClients());
    String what =
        needed + clients > limit
            ? "%d masters need %d: some will not be watched"
                .formatted(state.masters().size(), needed)
            : "maxclients is %d instead of %d".formatted(clients, port.maxClients());
    String complaint =
        "This process may open %d files and connections at most, and %s. Raise the limit to %d (ulimit -n, LimitNOFILE of systemd, ulimits of a container) and restart"
            .formatted(limit, what, all);
    return new Fit(port.with(change -> change.maxClients(clients)), complaint);
  }
}
