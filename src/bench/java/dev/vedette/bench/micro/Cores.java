package dev.vedette.bench.micro;

import dev.vedette.sentinel.view.SentinelView;

/** Cores that have found everything, for benchmarks of other rooms. */
public final class Cores {

  private Cores() {}

  /** What a core that watches so many masters lets others see. */
  public static SentinelView view(int masters) {
    WatchedCore core = new WatchedCore(masters);
    return core.core().view(core.now());
  }
}
