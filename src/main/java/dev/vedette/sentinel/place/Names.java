package dev.vedette.sentinel.place;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Host names and the numeric addresses they last resolved to. The looking up itself is done
 * outside.
 */
public final class Names {

  private static final int MAX_HOST_LENGTH = 255;

  private final Map<String, String> known = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  /** Whether that is a numeric IPv4 or IPv6 address. */
  public static boolean isNumeric(String host) {
    return host.indexOf(':') >= 0 ? isIpv6(host) : isIpv4(host);
  }

  private static boolean isIpv4(String host) {
    String[] parts = host.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')
          || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String host) {
    String withoutZone = host.indexOf('%') >= 0 ? host.substring(0, host.indexOf('%')) : host;
    return withoutZone.length() >= 2
        && withoutZone.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
  }

  /** Whether that could be a host at all. */
  public static boolean isPlausible(String host) {
    return !host.isEmpty()
        && host.length() <= MAX_HOST_LENGTH
        && host.chars().allMatch(c -> c > ' ' && c != ',' && c != 127);
  }

  /** The numeric address of a host, itself if it is one; null while it is not known. */
  public @Nullable String ip(String host) {
    return isNumeric(host) ? host : known.get(host);
  }

  /** Notes the outcome of a look-up; a failed one keeps the last good answer. */
  public void resolved(String host, @Nullable String ip) {
    asked.remove(host);
    if (ip != null) {
      known.put(host, ip);
    }
  }

  /** True once for each look-up that has to be made. */
  public boolean claimLookUp(String host) {
    return asked.add(host);
  }
}
