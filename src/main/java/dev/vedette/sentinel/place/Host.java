package dev.vedette.sentinel.place;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be a host: a numeric address, or a name. This is the only definition; messages of peers,
 * INFO, commands, REST, properties and files are all held to it, so that whatever came in can be
 * saved and read back.
 *
 * <p>A numeric address is an IPv4 address of four decimal numbers without leading zeros, or an IPv6
 * address without zone: short forms and octal numbers mean different things to different programs,
 * and a zone means something on one machine only.
 */
public final class Host {

  /** Longest name, in characters. */
  public static final int MAX_LENGTH = 253;

  private Host() {}

  /** The one spelling of a numeric address; null when the host is none. */
  public static @Nullable String numeric(String host) {
    if (host.indexOf(':') >= 0) {
      byte[] address = Ipv6.parse(host);
      return address == null ? null : Ipv6.text(address);
    }
    return Ipv4.parse(host) == null ? null : host;
  }

  /** Whether that is a numeric IPv4 or IPv6 address. */
  public static boolean isNumeric(String host) {
    return numeric(host) != null;
  }

  /**
   * Whether that is a host name: letters, digits, underscores and hyphens between single dots, not
   * ending in a number, which would be an address in some spelling (the rule of the URL standard).
   */
  public static boolean isName(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.isEmpty() || host.length() > MAX_LENGTH || name.charAt(0) == '-') {
      return false;
    }
    int start = 0;
    boolean digitsOnly = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (i == start) {
          return false;
        }
        start = i + 1;
        digitsOnly = true;
      } else if (isOfNames(c)) {
        digitsOnly &= c >= '0' && c <= '9';
      } else {
        return false;
      }
    }
    return start < name.length() && !digitsOnly && !isLooseNumber(name, start);
  }

  /** Only what begins with a digit can be a number in any spelling. */
  private static boolean isLooseNumber(String name, int start) {
    char first = name.charAt(start);
    return first >= '0' && first <= '9' && Ipv4.loose(name.substring(start)) != null;
  }

  private static boolean isOfNames(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** Whether that is a numeric address or a host name. */
  public static boolean isValid(String host) {
    return isNumeric(host) || isName(host);
  }

  /**
   * What is wrong with a host, in sentences for people, with what may have been meant; null when it
   * is fine.
   */
  public static @Nullable String problem(String host) {
    if (isValid(host)) {
      return null;
    }
    String meant = meant(host);
    return "'"
        + host
        + "' is neither an IP address nor a host name."
        + (meant == null ? "" : " " + meant);
  }

  private static @Nullable String meant(String host) {
    int percent = host.indexOf('%');
    if (percent > 0 && isNumeric(host.substring(0, percent))) {
      return "A zone (%...) means something on one machine only, other sentinels could not use it.";
    }
    List<String> readings = new ArrayList<>();
    String decimal = Ipv4.parse(Ipv4.withoutLeadingZeros(host));
    if (decimal != null) {
      readings.add(decimal);
    }
    String loose = Ipv4.loose(host);
    if (loose != null && !readings.contains(loose)) {
      readings.add(loose);
    }
    return readings.isEmpty()
        ? null
        : "Write four numbers without leading zeros: " + String.join(" or ", readings) + ".";
  }
}
