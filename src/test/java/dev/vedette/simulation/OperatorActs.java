package dev.vedette.simulation;

import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.MasterSettings;
import java.util.List;
import java.util.Random;

/** What operators do, at any moment. */
final class OperatorActs {

  private static final long UNWATCHED_MILLIS = 2_000;

  private OperatorActs() {}

  static void failover(Chaos chaos, Random random) {
    chaos.sentinel(random).operator(new Request.Failover(chaos.group(random).name(), false));
  }

  static void handOver(Chaos chaos, Random random) {
    chaos.sentinel(random).operator(new Request.Failover(chaos.group(random).name(), true));
  }

  /**
   * A sentinel that has forgotten its peers makes a majority of few; only a quorum of more than
   * half of all keeps it from leading with them. And operators are told to let sentinels forget one
   * after the other, with a pause: when all have forgotten, nobody knows who belonged to the group.
   */
  private static boolean mayForget(Chaos chaos, Group group) {
    return group.settings.quorum() > chaos.cluster.everySentinel().size() / 2
        && chaos.operator.mayLetForget();
  }

  static void reset(Chaos chaos, Random random) {
    SentinelProcess sentinel = chaos.sentinel(random);
    Group group = chaos.group(random);
    if (mayForget(chaos, group)) {
      sentinel.operator(new Request.Reset(group.name()));
    }
  }

  static void watchAnew(Chaos chaos, Random random) {
    SentinelProcess sentinel = chaos.sentinel(random);
    Group group = chaos.group(random);
    if (mayForget(chaos, group) && chaos.operator.newest(group) != null) {
      chaos.operator.insist(
          sentinel,
          new Request.Remove(group.name()),
          () ->
              chaos.lasting(
                  sentinel.name + " does not watch " + group.name(),
                  UNWATCHED_MILLIS,
                  () -> watchAgain(chaos, sentinel, group)));
    }
  }

  /** Asks the others where the master is; while nobody can tell, later. */
  private static void watchAgain(Chaos chaos, SentinelProcess sentinel, Group group) {
    SentinelHost.Seen known = chaos.operator.newest(group);
    if (known == null) {
      chaos.cluster.agenda.inMillis(UNWATCHED_MILLIS, () -> watchAgain(chaos, sentinel, group));
      return;
    }
    MasterSettings settings = group.settings;
    chaos.operator.insist(
        sentinel,
        new Request.Monitor(group.name(), known.address(), settings.quorum()),
        () ->
            chaos.operator.insist(
                sentinel,
                new Request.ChangeMaster(
                    group.name(),
                    fresh ->
                        fresh
                            .withDownAfterMillis(settings.downAfterMillis())
                            .withFailoverTimeoutMillis(settings.failoverTimeoutMillis()),
                    List.of(),
                    false),
                () -> {}));
  }

  /** Somebody tells a node whom to follow, past all sentinels. */
  static void meddle(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    RedisNode other = Chaos.oneOf(random, node.group.nodes);
    boolean isThere = chaos.cluster.directory.node(other.address) == other;
    if (!node.isWell() || !isThere) {
      return;
    }
    if (other == node) {
      chaos.cluster.checks.note("operator", "makes " + node + " a master");
      node.promote();
    } else {
      chaos.cluster.checks.note("operator", "makes " + node + " follow " + other.name);
      node.group.masterWiped();
      node.follow(other.address);
    }
  }

  static void changeOption(Chaos chaos, Random random) {
    int syncs = 1 + random.nextInt(3);
    boolean reconnect = random.nextInt(4) == 0;
    chaos
        .sentinel(random)
        .operator(
            new Request.ChangeMaster(
                chaos.group(random).name(),
                settings -> settings.withParallelSyncs(syncs),
                List.of("parallel-syncs " + syncs),
                reconnect));
  }
}
