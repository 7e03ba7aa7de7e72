package dev.vedette.observe.metrics;

import dev.vedette.engine.LogControl;
import dev.vedette.engine.PendingScripts;
import dev.vedette.observe.Picture;
import dev.vedette.observe.Quorum;
import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.PeerView;
import dev.vedette.sentinel.view.ReplicaView;
import dev.vedette.sentinel.view.SentinelView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The series that {@code redis_exporter} makes of a sentinel, with its names, labels and values, so
 * that dashboards and rules made for it go on to work. The source of each value is the field of
 * {@code SENTINEL MASTERS}, {@code INFO} or {@code SENTINEL CKQUORUM} that the exporter reads.
 */
final class ExporterMetrics implements MetricSource {

  private static final String PREFIX = "redis_sentinel_";
  private static final String NAME = "master_name";
  private static final String ADDRESS = "master_address";
  private static final String SECRET = "******";

  private final PendingScripts scripts;
  private final LogControl log;

  ExporterMetrics(PendingScripts scripts, LogControl log) {
    this.scripts = scripts;
    this.log = log;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    picture.map(Picture::view).ifPresent(view -> collect(view, samples));
  }

  private void collect(SentinelView view, Samples samples) {
    List<PendingScripts.Script> pending = scripts.list();
    long running = pending.stream().filter(PendingScripts.Script::running).count();
    samples
        .gauge(PREFIX + "masters", "Masters that are watched.", view.masters().size())
        .flag(PREFIX + "tilt", "1 in TILT mode.", view.tiltForMillis() != null)
        .gauge(PREFIX + "running_scripts", "Scripts that run now.", running)
        .gauge(PREFIX + "scripts_queue_length", "Scripts that run or wait.", pending.size())
        .gauge(
            PREFIX + "simulate_failure_flags",
            "Crashes that were asked for: 1 after the election, 2 after the promotion.",
            flags(view.crashPoints()));
    configuration(view.settings(), samples);
    for (MasterView master : view.masters()) {
      String address = hostAndPort(master.instance());
      state(master, address, samples);
      settings(master, address, samples);
      peers(master, address, samples);
    }
  }

  private void configuration(SentinelSettings settings, Samples samples) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("resolve-hostnames", settings.resolveHostnames() ? "yes" : "no");
    options.put("announce-hostnames", settings.announceHostnames() ? "yes" : "no");
    options.put("announce-ip", Objects.requireNonNullElse(settings.announceIp(), ""));
    options.put("announce-port", Integer.toString(settings.announcePort()));
    options.put("sentinel-user", Objects.requireNonNullElse(settings.sentinelUser(), ""));
    options.put("sentinel-pass", settings.sentinelPass() == null ? "" : SECRET);
    options.put("loglevel", log.level().wireName());
    options.forEach((key, value) ->
        samples.gauge(
            PREFIX + "config_key_value",
            "Global options as labels.",
            1,
            "key",
            key,
            "value",
            value));
    samples.gauge(
        PREFIX + "config_value",
        "Global options that are numbers.",
        settings.announcePort(),
        "key",
        "announce-port");
  }

  private static void state(MasterView master, String address, Samples samples) {
    Quorum quorum = Quorum.of(master);
    samples
        .flag(
            PREFIX + "master_status",
            "1 when the master is neither subjectively nor objectively down.",
            master.status().equals("ok"),
            NAME,
            master.name(),
            ADDRESS,
            address,
            "master_status",
            master.status())
        .flag(
            PREFIX + "master_ckquorum_status",
            "1 when quorum and majority can be reached.",
            quorum.reached(),
            NAME,
            master.name(),
            "message",
            quorum.message());
    gauge(samples, master, address, "master_slaves", "Replicas.", master.replicas().size());
    gauge(
        samples, master, address, "master_ok_slaves", "Replicas that are up.", okReplicas(master));
    gauge(
        samples,
        master,
        address,
        "master_sentinels",
        "Sentinels that watch the master, this one included.",
        master.voters());
    gauge(
        samples,
        master,
        address,
        "master_ok_sentinels",
        "Sentinels that are up, this one included.",
        master.usableSentinels());
    gauge(
        samples,
        master,
        address,
        "master_config_epoch",
        "Epoch of the failover that made it master.",
        master.configEpoch());
    gauge(
        samples,
        master,
        address,
        "master_last_ok_ping_reply_seconds",
        "Since the last acceptable reply to PING.",
        master.instance().lastOkPingReplyMillis() / 1000.0);
  }

  private static void settings(MasterView master, String address, Samples samples) {
    gauge(
        samples,
        master,
        address,
        "master_setting_ckquorum",
        "Its quorum.",
        master.settings().quorum());
    gauge(
        samples,
        master,
        address,
        "master_setting_failover_timeout",
        "Its failover-timeout in milliseconds.",
        master.settings().failoverTimeoutMillis());
    gauge(
        samples,
        master,
        address,
        "master_setting_parallel_syncs",
        "Its parallel-syncs.",
        master.settings().parallelSyncs());
    gauge(
        samples,
        master,
        address,
        "master_setting_down_after_milliseconds",
        "Its down-after-milliseconds.",
        master.settings().downAfterMillis());
  }

  private static void peers(MasterView master, String address, Samples samples) {
    for (PeerView peer : master.peers()) {
      InstanceView instance = peer.instance();
      samples.info(
          PREFIX + "peer",
          "The other sentinels that watch the master.",
          NAME,
          master.name(),
          ADDRESS,
          address,
          "name",
          instance.name(),
          "ip",
          instance.announcedHost(),
          "port",
          Integer.toString(instance.address().port()),
          "runid",
          instance.runId(),
          "flags",
          String.join(",", instance.flags()));
    }
  }

  private static void gauge(
      Samples samples, MasterView master, String address, String name, String help, double value) {
    samples.gauge(PREFIX + name, help, value, NAME, master.name(), ADDRESS, address);
  }

  /** Those that {@code SENTINEL REPLICAS} lists and does not show as down. */
  private static long okReplicas(MasterView master) {
    return master.replicas().stream()
        .filter(ReplicaView::announced)
        .filter(replica -> replica.instance().sdownForMillis() == null)
        .count();
  }

  /** As the exporter writes it: without brackets around an IPv6 address. */
  private static String hostAndPort(InstanceView instance) {
    return instance.announcedHost() + ":" + instance.address().port();
  }

  private static int flags(Set<CrashPoint> points) {
    int flags = 0;
    for (CrashPoint point : points) {
      flags |=
          switch (point) {
            case AFTER_ELECTION -> 1;
            case AFTER_PROMOTION -> 2;
          };
    }
    return flags;
  }
}
