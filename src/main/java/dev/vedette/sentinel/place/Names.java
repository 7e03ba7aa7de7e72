package dev.vedette.sentinel.place;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Host names and the numeric addresses they last resolved to. The looking up itself is done
 * outside; here is decided when: one look-up of a name at a time, never at once after a failed one,
 * and with a bound on everything, because anybody can send us names.
 */
public final class Names {

  /** More names are not remembered; the one that was not used for the longest time gives way. */
  public static final int MAX_NAMES = 4096;

  /** More look-ups are not under way at a time. */
  public static final int MAX_LOOK_UPS = 256;

  /** Pause after a failed look-up; it doubles with each one until {@link #MAX_PAUSE_MILLIS}. */
  public static final long MIN_PAUSE_MILLIS = 1_000;

  /** Longest pause after a failed look-up. */
  public static final long MAX_PAUSE_MILLIS = 60_000;

  /** An answer that has not come by then does not come any more. */
  private static final long LOST_AFTER_MILLIS = 30_000;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private static final class Name {
    private @Nullable String ip;
    private boolean asked;
    private long askedAt = NEVER;
    private long answeredAt = NEVER;
    private int failures;

    boolean isAsked(long now) {
      return asked && now - askedAt < LOST_AFTER_MILLIS;
    }

    long pause() {
      return Math.min(MIN_PAUSE_MILLIS << Math.min(failures, 10) - 1, MAX_PAUSE_MILLIS);
    }
  }

  /** By name in lower case, the least recently used first. */
  private final Map<String, Name> names = new LinkedHashMap<>(16, 0.75f, true);

  private int lookUps;

  /** Knows no name yet. */
  public Names() {}

  /** The numeric address of a host, itself if it is one; null while it is not known. */
  public @Nullable String ip(String host) {
    String numeric = Host.numeric(host);
    if (numeric != null) {
      return numeric;
    }
    Name name = names.get(key(host));
    return name == null ? null : name.ip;
  }

  /**
   * Notes the outcome of a look-up, or where a connection by that name has led; a failed look-up
   * keeps the last good answer.
   */
  public void resolved(String host, @Nullable String ip, long now) {
    Name name = remembered(host);
    if (name.asked) {
      name.asked = false;
      lookUps--;
    }
    name.answeredAt = now;
    if (ip == null) {
      name.failures++;
    } else {
      name.ip = ip;
      name.failures = 0;
    }
  }

  /**
   * True once for each look-up that has to be made now: none is under way, and after a failed one
   * the pause is over.
   */
  public boolean claimLookUp(String host, long now) {
    Name name = remembered(host);
    if (name.isAsked(now) || (name.failures > 0 && now - name.answeredAt < name.pause())) {
      return false;
    }
    if (!name.asked) {
      if (lookUps >= MAX_LOOK_UPS) {
        return false;
      }
      lookUps++;
    }
    name.asked = true;
    name.askedAt = now;
    return true;
  }

  /** Whether it is known where a name leads, by an answer that is not older than that. */
  public boolean isFresh(String host, long maxAgeMillis, long now) {
    Name name = names.get(key(host));
    return name != null && name.failures == 0 && now - name.answeredAt <= maxAgeMillis;
  }

  /** Whether a name has failed just now, so that waiting for an answer is of no use. */
  public boolean hasFailed(String host, long now) {
    Name name = names.get(key(host));
    return name != null && name.failures > 0 && now - name.answeredAt < name.pause();
  }

  private Name remembered(String host) {
    Name name = names.computeIfAbsent(key(host), missing -> new Name());
    if (names.size() > MAX_NAMES) {
      String oldest = names.keySet().iterator().next();
      Name dropped = names.remove(oldest);
      if (dropped != null && dropped.asked) {
        lookUps--;
      }
    }
    return name;
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
