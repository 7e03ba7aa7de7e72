package dev.vedette.night;

/**
 * What a night is made of.
 *
 * @param seed everything random comes from it
 * @param faults how many rounds of faults are played
 * @param sentinels how many sentinels watch, one of them a stock {@code redis-sentinel}
 * @param downAfterMillis of the group
 * @param failoverTimeoutMillis of the group
 */
record NightSettings(
    long seed, int faults, int sentinels, int downAfterMillis, int failoverTimeoutMillis) {

  /** Three nodes in any night. */
  static final int NODES = 3;

  int quorum() {
    return sentinels / 2 + 1;
  }

  /**
   * How long a failover may take, and everything afterwards. Generous: a stock sentinel that loses
   * an election tries again after twice the failover-timeout, and the machine may be busy.
   */
  long boundMillis() {
    return downAfterMillis + 2L * failoverTimeoutMillis + 30_000;
  }

  /** How to play it again. */
  String command(boolean isolated) {
    return isolated
        ? "./mvnw verify -Pnights -Dnights.seed="
            + seed
            + " -Dnights.faults="
            + faults
            + " -Dnights.sentinels="
            + sentinels
        : "./mvnw verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=NightIT"
            + " -Dnights.seed="
            + seed;
  }

  /** The lines of a sentinel's configuration for a master at that address. */
  String[] configuration(String host, int port) {
    return new String[] {
      "sentinel monitor %s %s %d %d".formatted(Ground.MASTER, host, port, quorum()),
      "sentinel down-after-milliseconds %s %d".formatted(Ground.MASTER, downAfterMillis),
      "sentinel failover-timeout %s %d".formatted(Ground.MASTER, failoverTimeoutMillis),
    };
  }
}
