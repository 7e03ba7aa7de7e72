package dev.vedette.api.master;

import dev.vedette.api.access.SentinelAccess;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.time.InstantSource;

/** Makes {@link Picture}s of the present moment. */
public final class Pictures {

  private final SentinelAccess sentinel;
  private final UpSince upSince;
  private final InstantSource clock;

  /** Pictures at that clock's time. */
  public Pictures(SentinelAccess sentinel, UpSince upSince, InstantSource clock) {
    this.sentinel = sentinel;
    this.upSince = upSince;
    this.clock = clock;
  }

  Picture of(SentinelSettings settings) {
    return new Picture(settings.announceHostnames(), upSince, clock.instant());
  }

  Picture now() {
    return of(sentinel.settings());
  }
}
