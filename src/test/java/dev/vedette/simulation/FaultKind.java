package dev.vedette.simulation;

import java.util.Random;

/** What can go wrong, and what operators can do meanwhile; each with how often it happens. */
enum FaultKind {
  KILL_NODE(20, NodeFaults::kill),
  FREEZE_NODE(10, NodeFaults::freeze),
  WIPE_NODE(2, NodeFaults::wipe),
  SLOW_SYNCHRONISATION(4, NodeFaults::slowSynchronisation),
  FAILING_SYNCHRONISATION(4, NodeFaults::failingSynchronisation),
  FREEZE_SENTINEL(5, SentinelFaults::freeze),
  STALL_SENTINEL(3, SentinelFaults::stall),
  CRASH_SENTINEL(15, SentinelFaults::crash),
  FAIL_DISK(5, SentinelFaults::failDisk),
  JUMP_CLOCK(2, SentinelFaults::jumpClock),
  JOIN(1, Membership::join),
  LEAVE(1, Membership::leave),
  LIE(2, Lies::tell),
  STRANGER(1, Addresses::stranger),
  MOVE_NODE(4, Addresses::move),
  PARTITION(15, NetworkFaults::partition),
  RESET_CONNECTIONS(5, NetworkFaults::resetConnections),
  SLOW_NETWORK(5, NetworkFaults::slowDown),
  FAILOVER(8, OperatorActs::failover),
  HAND_OVER(4, OperatorActs::handOver),
  RESET(3, OperatorActs::reset),
  WATCH_ANEW(3, OperatorActs::watchAnew),
  CHANGE_OPTION(5, OperatorActs::changeOption);

  /** What happens then. */
  private interface Happening {
    void happen(Chaos chaos, Random random);
  }

  private final int weight;
  private final Happening happening;

  FaultKind(int weight, Happening happening) {
    this.weight = weight;
    this.happening = happening;
  }

  void happen(Chaos chaos, Random random) {
    happening.happen(chaos, random);
  }

  static FaultKind draw(Random random) {
    int all = 0;
    for (FaultKind kind : values()) {
      all += kind.weight;
    }
    int at = random.nextInt(all);
    for (FaultKind kind : values()) {
      at -= kind.weight;
      if (at < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }
}
