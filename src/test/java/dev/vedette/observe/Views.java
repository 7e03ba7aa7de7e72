package dev.vedette.observe;

import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.NodeView;
import dev.vedette.sentinel.view.PeerView;
import dev.vedette.sentinel.view.ReplicaView;
import dev.vedette.sentinel.view.SentinelView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pictures of a sentinel that a test makes up. */
public final class Views {

  public static final String MY_ID = "a".repeat(40);
  public static final String PEER_ID = "b".repeat(40);

  private Views() {}

  /** A picture with these masters, each with that many replicas fit for promotion. */
  public static Picture picture(int promotable, MasterView... masters) {
    return picture(SentinelSettings.ofPort(26379), null, promotable, masters);
  }

  public static Picture picture(
      SentinelSettings settings,
      @Nullable Long tiltForMillis,
      int promotable,
      MasterView... masters) {
    Map<String, Integer> fit =
        List.of(masters).stream().collect(Collectors.toMap(MasterView::name, master -> promotable));
    return new Picture(
        new SentinelView(
            MY_ID,
            7,
            settings,
            tiltForMillis,
            Set.of(CrashPoint.AFTER_PROMOTION),
            3,
            null,
            List.of(masters)),
        fit,
        System.nanoTime());
  }

  /** A master at {@code 10.0.0.1:6379} with quorum 2. */
  public static MasterView master(
      @Nullable Long sdownForMillis,
      @Nullable Long odownForMillis,
      @Nullable String info,
      List<ReplicaView> replicas,
      List<PeerView> peers) {
    MasterSettings settings =
        MasterSettings.of("mymaster", 2, Timings.DEFAULTS).withDownAfterMillis(5_000);
    return new MasterView(
        instance("mymaster", "10.0.0.1", 6379, sdownForMillis, "master"),
        settings,
        new NodeView(info == null ? null : 2_000L, "master", 1_000, info, Map.of()),
        4,
        null,
        0,
        FailoverState.NONE,
        0,
        null,
        odownForMillis,
        null,
        null,
        replicas,
        peers);
  }

  /** A replica at {@code 10.0.0.N:6379}. */
  public static ReplicaView replica(
      int number, @Nullable Long sdownForMillis, long offset, @Nullable String info) {
    String host = "10.0.0." + number;
    return new ReplicaView(
        instance(host + ":6379", host, 6379, sdownForMillis, "slave"),
        new NodeView(info == null ? null : 3_000L, "slave", 1_000, info, Map.of()),
        0,
        true,
        "10.0.0.1",
        6379,
        100,
        offset,
        true,
        null);
  }

  /** A peer at {@code 10.0.1.1:26379}. */
  public static PeerView peer(@Nullable Long sdownForMillis) {
    return new PeerView(
        instance(PEER_ID, "10.0.1.1", 26379, sdownForMillis, "sentinel"), 900, false, null, 0);
  }

  private static InstanceView instance(
      String name, String host, int port, @Nullable Long sdownForMillis, String kind) {
    return new InstanceView(
        name,
        Address.ofIp(host, port),
        host,
        kind.equals("sentinel") ? name : "f".repeat(40),
        sdownForMillis == null ? List.of(kind) : List.of("s_down", kind),
        0,
        1,
        0,
        250,
        250,
        sdownForMillis,
        5_000,
        true,
        3);
  }
}
