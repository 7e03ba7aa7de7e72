package dev.vedette.sentinel.settings;

/**
 * The periods and limits of the Sentinel protocol, in milliseconds. {@link #DEFAULTS} are those of
 * Redis; {@code SENTINEL DEBUG} can change them in a running process, which test suites do.
 */
public record Timings(
    long infoPeriod,
    long pingPeriod,
    long askPeriod,
    long publishPeriod,
    long defaultDownAfter,
    long defaultFailoverTimeout,
    long tiltTrigger,
    long tiltPeriod,
    long slaveReconfTimeout,
    long minLinkReconnectPeriod,
    long electionTimeout,
    long scriptMaxRuntime,
    long scriptRetryDelay) {

  /** The values of Redis's own sentinel. */
  public static final Timings DEFAULTS =
      new Timings(
          10_000, 1_000, 1_000, 2_000, 30_000, 180_000, 2_000, 30_000, 10_000, 15_000, 10_000,
          60_000, 30_000);

  /** INFO of replicas while their master is failing over, or while they are cut off from it. */
  public static final long URGENT_INFO_PERIOD = 1_000;

  /** Upper bound of the random part of a failover's start time. */
  public static final int MAX_DESYNC = 1_000;
}
