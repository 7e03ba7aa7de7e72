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
    String last = "";
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty() || !label.chars().allMatch(Host::isOfNames)) {
        return false;
      }
      last = label;
    }
    return Ipv4.loose(last) == null && !last.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isOfNames(int c) {
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
