package dev.vedette.simulation;

import dev.vedette.sentinel.settings.DurableState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * States that sentinels have saved in simulated worlds, for tests of what becomes of them on disk.
 */
public final class SimulatedStates {

  private SimulatedStates() {}

  /**
   * What was on the disks of all sentinels of the runs of those seeds, every few seconds.
   *
   * @param first the first seed
   * @param count how many seeds
   */
  public static Set<DurableState> of(long first, int count) {
    Set<DurableState> states = new LinkedHashSet<>();
    for (long seed = first; seed < first + count; seed++) {
      Cluster cluster = new Cluster(World.of(seed));
      List<Fault> faults = Plan.of(seed).faults();
      cluster.everySentinel().forEach(SentinelHost::start);
      new Chaos(cluster).plan(faults);
      while (cluster.agenda.now() < Plan.LAST_FAULT_MILLIS) {
        cluster.runMillis(5_000);
        cluster.sentinels.forEach(sentinel -> states.add(sentinel.disk()));
      }
    }
    return states;
  }
}
