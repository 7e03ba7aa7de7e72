package dev.vedette.notify;

import dev.vedette.notify.route.Fleet;

/** Knows the sentinels of a fleet. */
public interface Fleets {

  /** Our run id. */
  String myId();

  /**
   * The sentinels that watch a master, as we see them now. When that cannot be known in time: only
   * ourselves, so that we deliver; twice is better than never.
   */
  Fleet of(String master);
}
