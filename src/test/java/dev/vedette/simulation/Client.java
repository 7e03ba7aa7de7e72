package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An application: asks a sentinel where the master is, writes there, and asks again on errors. */
final class Client extends Host {

  private static final long PERIOD_MILLIS = 250;
  private static final long LATENCY_MICROS = 800;
  private static final int PATIENCE = 4;

  private final Group group;
  private final Cluster cluster;
  private final Random random;
  private @Nullable RedisNode target;
  private int unanswered;

  Client(String name, Group group, Cluster cluster) {
    super(name, Address.ofIp("10.2.0." + (cluster.clients.size() + 1), 1024));
    this.group = group;
    this.cluster = cluster;
    this.random = cluster.world.seed().of(name);
  }

  @Override
  boolean isAlive() {
    return true;
  }

  @Override
  void command(Pipe pipe, long ticket, List<String> words) {
    throw new IllegalStateException("nobody calls a client");
  }

  void begin() {
    cluster.agenda.inMillis(random.nextInt((int) PERIOD_MILLIS), this::act);
  }

  private void act() {
    cluster.agenda.inMillis(PERIOD_MILLIS, this::act);
    if (unanswered > PATIENCE) {
      target = null;
    }
    RedisNode node = target == null ? ask() : target;
    target = node;
    if (node == null) {
      return;
    }
    unanswered++;
    if (!cluster.network.isBlocked(this, node)) {
      cluster.agenda.at(cluster.agenda.nowMicros() + LATENCY_MICROS, () -> write(node));
    }
  }

  private @Nullable RedisNode ask() {
    unanswered = 0;
    List<SentinelHost> sentinels = cluster.everySentinel();
    SentinelHost sentinel = sentinels.get(random.nextInt(sentinels.size()));
    boolean reachable =
        sentinel.isWell()
            && !cluster.network.isBlocked(this, sentinel)
            && !cluster.network.isBlocked(sentinel, this);
    SentinelHost.Seen seen = reachable ? sentinel.seen(group.name()) : null;
    return seen == null ? null : cluster.directory.node(seen.address());
  }

  private void write(RedisNode node) {
    if (!node.isAlive()) {
      target = null;
      return;
    }
    if (node.isFrozen()) {
      return;
    }
    long id = cluster.nextId();
    boolean accepted = node.write(id);
    if (cluster.network.isBlocked(node, this)) {
      return;
    }
    unanswered = 0;
    if (accepted) {
      group.acknowledged.put(id, cluster.agenda.now());
    } else if (!node.isMaster()) {
      target = null;
    }
  }
}
