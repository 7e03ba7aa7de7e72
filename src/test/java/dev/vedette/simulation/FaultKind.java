package dev.vedette.simulation;

import java.util.Random;

/** What can go wrong, and what operators can do meanwhile; each with how often it happens. */
enum FaultKind {
  KILL_NODE(20),
  FREEZE_NODE(10),
  WIPE_NODE(2),
  SLOW_SYNCHRONISATION(4),
  FAILING_SYNCHRONISATION(4),
  FREEZE_SENTINEL(5),
  STALL_SENTINEL(3),
  CRASH_SENTINEL(15),
  FAIL_DISK(5),
  JUMP_CLOCK(2),
  JOIN(1),
  LEAVE(1),
  LIE(2),
  STRANGER(1),
  MOVE_NODE(4),
  PARTITION(15),
  RESET_CONNECTIONS(5),
  SLOW_NETWORK(5),
  FAILOVER(8),
  HAND_OVER(4),
  RESET(3),
  WATCH_ANEW(3),
  CHANGE_OPTION(5),
  MEDDLE(2),
  DISOBEY(3);

  private final int weight;

  FaultKind(int weight) {
    this.weight = weight;
  }

  void happen(Chaos chaos, Random random) {
    switch (this) {
      case KILL_NODE -> NodeFaults.kill(chaos, random);
      case FREEZE_NODE -> NodeFaults.freeze(chaos, random);
      case WIPE_NODE -> NodeFaults.wipe(chaos, random);
      case SLOW_SYNCHRONISATION -> NodeFaults.slowSynchronisation(chaos, random);
      case FAILING_SYNCHRONISATION -> NodeFaults.failingSynchronisation(chaos, random);
      case FREEZE_SENTINEL -> SentinelFaults.freeze(chaos, random);
      case STALL_SENTINEL -> SentinelFaults.stall(chaos, random);
      case CRASH_SENTINEL -> SentinelFaults.crash(chaos, random);
      case FAIL_DISK -> SentinelFaults.failDisk(chaos, random);
      case JUMP_CLOCK -> SentinelFaults.jumpClock(chaos, random);
      case JOIN -> Membership.join(chaos, random);
      case LEAVE -> Membership.leave(chaos, random);
      case LIE -> Lies.tell(chaos, random);
      case STRANGER -> Addresses.stranger(chaos, random);
      case MOVE_NODE -> Addresses.move(chaos, random);
      case PARTITION -> NetworkFaults.partition(chaos, random);
      case RESET_CONNECTIONS -> NetworkFaults.resetConnections(chaos, random);
      case SLOW_NETWORK -> NetworkFaults.slowDown(chaos, random);
      case FAILOVER -> OperatorActs.failover(chaos, random);
      case HAND_OVER -> OperatorActs.handOver(chaos, random);
      case RESET -> OperatorActs.reset(chaos, random);
      case WATCH_ANEW -> OperatorActs.watchAnew(chaos, random);
      case CHANGE_OPTION -> OperatorActs.changeOption(chaos, random);
      case MEDDLE -> OperatorActs.meddle(chaos, random);
      case DISOBEY -> NodeFaults.disobey(chaos, random);
    }
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
