package dev.vedette.notify.alert;

import dev.vedette.sentinel.event.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same id to the same happening on different sentinels, without asking them: a digest of
 * the event, the instance, the epoch, the hour, and how often this happened in that epoch and hour.
 * Sentinels that saw the same history agree; around the full hour, or after a restart of one of
 * them, they may not, and then a duplicate is not recognised. Not thread-safe.
 */
public final class FleetIds {

  /** Instances times events of one hour; more makes the count start again. */
  private static final int MAX_COUNTED = 100_000;

  private final Map<String, Integer> counts = new HashMap<>();
  private Instant hour = Instant.EPOCH;

  /** The id of what just happened. */
  public String next(
      String event,
      @Nullable String master,
      Event.@Nullable Subject subject,
      long epoch,
      Instant time) {
    Instant now = time.truncatedTo(ChronoUnit.HOURS);
    if (!now.equals(hour) || counts.size() >= MAX_COUNTED) {
      hour = now;
      counts.clear();
    }
    String instance = subject == null ? "" : subject.kind() + " " + subject.name();
    String key = event + "\n" + master + "\n" + instance + "\n" + epoch;
    int count = counts.merge(key, 1, Integer::sum);
    return digest(List.of(key, now.toString(), Integer.toString(count)));
  }

  /** A short digest of some texts: 24 hexadecimal digits. */
  public static String digest(List<String> parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
