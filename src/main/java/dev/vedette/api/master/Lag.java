package dev.vedette.api.master;

import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.ReplicaView;
import org.jspecify.annotations.Nullable;

/** How far a replica is behind, as far as the last INFO of both tells. */
final class Lag {

  private Lag() {}

  /** In bytes, at least 0; null when either offset is unknown. */
  static @Nullable Long bytes(MasterView master, ReplicaView replica) {
    Long offset = InfoText.parse(master.node().info()).number("master_repl_offset");
    if (offset == null || replica.node().info() == null) {
      return null;
    }
    return Math.max(0, offset - replica.offset());
  }

  /**
   * In seconds, since the replica last heard of its master: what it reported plus the age of that
   * report. Null when it is cut off from its master or has not reported.
   */
  static @Nullable Long seconds(ReplicaView replica) {
    Long silence = InfoText.parse(replica.node().info()).number("master_last_io_seconds_ago");
    Long age = replica.node().infoRefreshMillis();
    if (silence == null || silence < 0 || age == null) {
      return null;
    }
    return silence + age / 1000;
  }
}
