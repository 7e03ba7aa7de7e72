package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The master of one config epoch is the same for everybody, in hellos and on disks. Epochs that an
 * operator took without a vote are excepted, and those by which sentinels settle what comes of it.
 */
final class OneAddressPerConfigEpoch extends Invariant {

  private static final String OVERRULED = " as well: ours gets epoch ";

  private record Term(String master, long epoch) {}

  private final Map<Term, String> places = new HashMap<>();
  private final Set<Long> excepted = new HashSet<>();

  OneAddressPerConfigEpoch(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "with two addresses of equal age neither ever gives way, and both masters take writes";
  }

  @Override
  void emitted(SentinelHost process, Event event) {
    if (event.type() == EventType.TRY_FAILOVER
        && event.evidence() instanceof Evidence.Attempt attempt
        && attempt.byOperator()) {
      excepted.add(event.epoch());
    }
  }

  @Override
  void logged(SentinelProcess process, String line) {
    int at = line.indexOf(OVERRULED);
    if (at > 0) {
      excepted.add(Long.parseLong(line.substring(at + OVERRULED.length())));
    }
  }

  @Override
  void announced(SentinelProcess process, Hello hello) {
    String place = place(hello.masterHost(), hello.masterPort());
    see(process, "announces", new Term(hello.master(), hello.configEpoch()), place);
  }

  private String place(String host, int port) {
    return cluster.directory.resolve(host) + ":" + port;
  }

  @Override
  void saved(SentinelProcess process, DurableState before, DurableState after) {
    for (MasterState state : after.masters()) {
      String place = place(state.address().host(), state.address().port());
      see(process, "saves", new Term(state.settings().name(), state.configEpoch()), place);
    }
  }

  private void see(SentinelProcess process, String does, Term term, String place) {
    if (term.epoch() == 0 || excepted.contains(term.epoch()) || cluster.world.names()) {
      return;
    }
    String before = places.putIfAbsent(term, place);
    if (before != null && !before.equals(place)) {
      violated(process, does + " " + place + " in " + term + ", which was " + before);
    }
  }
}
