package dev.vedette.sentinel.gossip;

import org.jspecify.annotations.Nullable;

/**
 * A hello message: who a sentinel is, and where it thinks a master is.
 *
 * @param host where the sentinel listens
 * @param port its port
 * @param runId its run id
 * @param currentEpoch the greatest epoch it has seen
 * @param master name of the master
 * @param masterHost where it thinks the master is
 * @param masterPort the master's port
 * @param configEpoch epoch of that knowledge
 */
public record Hello(
    String host,
    int port,
    String runId,
    long currentEpoch,
    String master,
    String masterHost,
    int masterPort,
    long configEpoch) {

  /** The channel of hello messages on masters and replicas. */
  public static final String CHANNEL = "__sentinel__:hello";

  /** Longer messages are not looked at; an honest one has less than 600 characters. */
  public static final int MAX_LENGTH = 4096;

  /**
   * Greater epochs can only be lies: at a thousand failovers a second they take longer than the age
   * of the universe.
   */
  public static final long MAX_EPOCH = Long.MAX_VALUE - (1L << 32);

  private static final int FIELDS = 8;
  private static final int MAX_RUN_ID_LENGTH = 40;

  /** Reads a message; null when it is not one. */
  public static @Nullable Hello parse(String payload) {
    if (payload.length() > MAX_LENGTH) {
      return null;
    }
    String[] fields = payload.split(",", -1);
    if (fields.length != FIELDS) {
      return null;
    }
    long port = number(fields[1], 65535);
    long currentEpoch = number(fields[3], MAX_EPOCH);
    long masterPort = number(fields[6], 65535);
    long configEpoch = number(fields[7], MAX_EPOCH);
    boolean sound =
        port > 0
            && currentEpoch >= 0
            && masterPort > 0
            && configEpoch >= 0
            && isRunId(fields[2])
            && !fields[0].isEmpty()
            && !fields[4].isEmpty()
            && !fields[5].isEmpty();
    return sound
        ? new Hello(
            fields[0],
            (int) port,
            fields[2],
            currentEpoch,
            fields[4],
            fields[5],
            (int) masterPort,
            configEpoch)
        : null;
  }

  private static boolean isRunId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_RUN_ID_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static long number(String text, long max) {
    if (text.isEmpty() || text.length() > 19 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    try {
      long value = Long.parseLong(text);
      return value <= max ? value : -1;
    } catch (NumberFormatException tooLarge) {
      return -1;
    }
  }

  /** The message on the wire. */
  public String format() {
    return String.join(
        ",",
        host,
        Integer.toString(port),
        runId,
        Long.toString(currentEpoch),
        master,
        masterHost,
        Integer.toString(masterPort),
        Long.toString(configEpoch));
  }
}
