package dev.vedette.notify.route;

import java.util.List;

/**
 * The sentinels that watch a master, as this one sees them.
 *
 * @param myId our run id
 * @param peers the others
 */
public record Fleet(String myId, List<Peer> peers) {

  public Fleet {
    peers = List.copyOf(peers);
  }

  /**
   * Another sentinel.
   *
   * @param runId its run id
   * @param healthy whether it answers us
   * @param seesMasterDown whether it lately told us that it sees the master down
   */
  public record Peer(String runId, boolean healthy, boolean seesMasterDown) {}

  /** A sentinel that knows no other. */
  public static Fleet alone(String myId) {
    return new Fleet(myId, List.of());
  }
}
