package dev.vedette.sentinel.gossip;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.settings.MasterNames;
import dev.vedette.sentinel.settings.RunId;
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

  private static final int FIELDS = 8;

  /** As many as an unsigned 64-bit number has. */
  private static final int MAX_DIGITS = 20;

  /**
   * Reads a message; null when it is not one. Its epochs are any numbers from 0, in bounds of a
   * {@code long}: whether they can be true is for the receiver to judge.
   */
  public static @Nullable Hello parse(String payload) {
    if (payload.length() > MAX_LENGTH) {
      return null;
    }
    String[] fields = payload.split(",", -1);
    if (fields.length != FIELDS) {
      return null;
    }
    long port = number(fields[1], Address.MAX_PORT);
    long currentEpoch = number(fields[3], Long.MAX_VALUE);
    long masterPort = number(fields[6], Address.MAX_PORT);
    long configEpoch = number(fields[7], Long.MAX_VALUE);
    boolean sound =
        port > 0
            && currentEpoch >= 0
            && masterPort > 0
            && configEpoch >= 0
            && RunId.isValid(fields[2])
            && MasterNames.problem(fields[4]) == null
            && Host.isValid(fields[0])
            && Host.isValid(fields[5]);
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

  private static long number(String text, long max) {
    if (text.isEmpty()
        || text.length() > MAX_DIGITS
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    try {
      long value = Long.parseLong(text);
      return value <= max ? value : -1;
    } catch (NumberFormatException tooLarge) {
      return max == Long.MAX_VALUE ? max : -1;
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
