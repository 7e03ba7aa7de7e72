package dev.vedette.notify.alert;

import java.util.List;

/** Alerts that are no events of the protocol: the pipeline finds them itself. */
public final class Findings {

  /** A master has been objectively down for a minute, and no failover has begun. */
  public static final String ODOWN_WITHOUT_FAILOVER = "odown-without-failover";

  /** A delivery was given up. */
  public static final String DEAD_LETTER = "notify-dead-letter";

  /** Too much waits for a channel: the oldest deliveries had to make room. */
  public static final String QUEUE_FULL = "notify-queue-full";

  /** A channel said that it does not want anything any more. */
  public static final String CHANNEL_DISABLED = "notify-channel-disabled";

  /** Events came faster than they could be looked at, and some were lost. */
  public static final String EVENTS_LOST = "notify-events-lost";

  /** Deliveries cannot be stored, so that they are attempted only once and do not survive us. */
  public static final String NOT_STORED = "notify-not-stored";

  /** What the test of a channel sends. */
  public static final String TEST = "notify-test";

  /** All of them. */
  public static final List<String> ALL =
      List.of(
          ODOWN_WITHOUT_FAILOVER,
          DEAD_LETTER,
          QUEUE_FULL,
          CHANNEL_DISABLED,
          EVENTS_LOST,
          NOT_STORED,
          TEST);

  private Findings() {}
}
