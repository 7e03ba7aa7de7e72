package dev.vedette.observe.metrics;

import dev.vedette.observe.Info;
import dev.vedette.observe.Picture;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.ReplicaView;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;

/** How each master and its group are now. The only label is the master's name. */
final class MasterMetrics implements MetricSource {

  private static final String MASTER = "master";

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    picture.ifPresent(present -> {
      samples
          .gauge("vedette_current_epoch", "Greatest epoch seen.", present.view().currentEpoch())
          .counter(
              "vedette_hellos_skipped",
              "Hello messages that were malformed or about unknown masters.",
              present.view().skippedHellos());
      for (MasterView master : present.view().masters()) {
        collect(master, present.promotable().getOrDefault(master.name(), 0), samples);
      }
    });
  }

  private static void collect(MasterView master, int promotable, Samples samples) {
    String name = master.name();
    samples
        .flag(
            "vedette_master_sdown",
            "1 while we see the master down.",
            master.instance().sdownForMillis() != null,
            MASTER,
            name)
        .flag(
            "vedette_master_odown",
            "1 while enough sentinels agree that the master is down.",
            master.odownSinceMillis() != null,
            MASTER,
            name)
        .flag(
            "vedette_master_failover_in_progress",
            "1 while we drive a failover of the master.",
            master.failoverState() != FailoverState.NONE,
            MASTER,
            name)
        .gauge(
            "vedette_master_promotable_replicas",
            "Replicas that could be promoted now.",
            promotable,
            MASTER,
            name);
    lag(master, samples);
  }

  private static void lag(MasterView master, Samples samples) {
    LongSummaryStatistics bytes = new LongSummaryStatistics();
    LongSummaryStatistics seconds = new LongSummaryStatistics();
    OptionalLong offset = new Info(master.node().info()).number("master_repl_offset");
    for (ReplicaView replica : master.replicas()) {
      if (offset.isPresent() && replica.node().info() != null) {
        bytes.accept(Math.max(0, offset.getAsLong() - replica.offset()));
      }
      silence(replica).ifPresent(seconds);
    }
    extremes(samples, "vedette_replica_lag_bytes", "Bytes behind the master", bytes, master.name());
    extremes(
        samples,
        "vedette_replica_lag_seconds",
        "Seconds since it heard of the master",
        seconds,
        master.name());
  }

  /** What it reported, plus the age of that report; empty when it is cut off or unknown. */
  private static OptionalLong silence(ReplicaView replica) {
    OptionalLong reported = new Info(replica.node().info()).number("master_last_io_seconds_ago");
    Long age = replica.node().infoRefreshMillis();
    return reported.isEmpty() || reported.getAsLong() < 0 || age == null
        ? OptionalLong.empty()
        : OptionalLong.of(reported.getAsLong() + age / 1_000);
  }

  private static void extremes(
      Samples samples, String name, String what, LongSummaryStatistics of, String master) {
    if (of.getCount() > 0) {
      samples
          .gauge(name + "_max", what + ": of the worst replica.", of.getMax(), MASTER, master)
          .gauge(name + "_min", what + ": of the best replica.", of.getMin(), MASTER, master);
    }
  }
}
