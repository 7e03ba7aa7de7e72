package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.settings.DurableState;
import java.util.List;

/**
 * Something that must hold in every run, whatever goes wrong in it. It sees what leaves a sentinel
 * and what the world really is, and knows nothing of how things are decided.
 */
abstract class Invariant {

  /** The world it watches. */
  final Cluster cluster;

  Invariant(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Why it must hold: one sentence. */
  abstract String why();

  /** What it is called. */
  final String name() {
    return getClass().getSimpleName();
  }

  /** Tells that it does not hold. */
  final void violated(Object who, String what) {
    cluster.checks.violated(who, name() + ": " + what + " (" + why() + ")");
  }

  void started(SentinelProcess process) {}

  /** It has just decided to raise an event; others may be decided before it is raised. */
  void decided(SentinelProcess process, Event event) {}

  void emitted(SentinelHost process, Event event) {}

  void logged(SentinelProcess process, String line) {}

  /** A hello leaves. */
  void announced(SentinelProcess process, Hello hello) {}

  /** Another command leaves; PING and INFO are no news. */
  void sent(SentinelProcess process, Host to, List<String> words) {}

  /** A node is told to change its role. */
  void ordered(SentinelProcess process, RedisNode node, String host, String port) {}

  void answered(SentinelProcess process, Answer answer) {}

  /** The disk holds something new. */
  void saved(SentinelProcess process, DurableState before, DurableState after) {}

  /** All faults are over, and things have come to rest. */
  void rested() {}

  /** The run is over. */
  void ended() {}
}
