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

  /** What the commas, the run id and the numbers of a usual message take. */
  private static final int FORMATTED = 80;

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
    int port = payload.indexOf(',') + 1;
    int runId = payload.indexOf(',', port) + 1;
    int epoch = payload.indexOf(',', runId) + 1;
    int master = payload.indexOf(',', epoch) + 1;
    int masterHost = payload.indexOf(',', master) + 1;
    int masterPort = payload.indexOf(',', masterHost) + 1;
    int configEpoch = payload.indexOf(',', masterPort) + 1;
    boolean hasAllFields =
        port > 0
            && runId > port
            && epoch > runId
            && master > epoch
            && masterHost > master
            && masterPort > masterHost
            && configEpoch > masterPort
            && payload.indexOf(',', configEpoch) < 0;
    if (!hasAllFields) {
      return null;
    }
    Hello hello =
        new Hello(
            payload.substring(0, port - 1),
            (int) number(payload, port, runId - 1, Address.MAX_PORT),
            payload.substring(runId, epoch - 1),
            number(payload, epoch, master - 1, Long.MAX_VALUE),
            payload.substring(master, masterHost - 1),
            payload.substring(masterHost, masterPort - 1),
            (int) number(payload, masterPort, configEpoch - 1, Address.MAX_PORT),
            number(payload, configEpoch, payload.length(), Long.MAX_VALUE));
    return hello.isSound() ? hello : null;
  }

  private boolean isSound() {
    return port > 0
        && currentEpoch >= 0
        && masterPort > 0
        && configEpoch >= 0
        && RunId.isValid(runId)
        && MasterNames.problem(master) == null
        && Host.isValid(host)
        && Host.isValid(masterHost);
  }

  /** -1 for what is no number from 0 to that maximum; a greater one counts as the greatest long. */
  private static long number(String text, int from, int to, long max) {
    if (from == to || to - from > MAX_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      boolean tooLarge = value > (Long.MAX_VALUE - digit) / 10;
      value = tooLarge ? Long.MAX_VALUE : value * 10 + digit;
    }
    return value <= max ? value : -1;
  }

  /** The message on the wire. */
  public String format() {
    return new StringBuilder(FORMATTED + host.length() + master.length() + masterHost.length())
        .append(host)
        .append(',')
        .append(port)
        .append(',')
        .append(runId)
        .append(',')
        .append(currentEpoch)
        .append(',')
        .append(master)
        .append(',')
        .append(masterHost)
        .append(',')
        .append(masterPort)
        .append(',')
        .append(configEpoch)
        .toString();
  }
}
