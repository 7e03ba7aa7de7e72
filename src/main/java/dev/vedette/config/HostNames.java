package dev.vedette.config;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Ipv6;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells numeric addresses from names, without looking any name up. */
final class HostNames {

  private static final int MAX_LENGTH = 253;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*)");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

  private HostNames() {}

  /**
   * The address of a host as written in a line: names stay unresolved.
   *
   * @param namesAllowed the value of {@code resolve-hostnames}
   */
  static Address address(String host, int port, boolean namesAllowed) throws BadValueException {
    var ip = numeric(host);
    if (ip != null) {
      return new Address(host, ip, port);
    }
    if (host.length() > MAX_LENGTH
        || !NAME.matcher(host).matches()
        || DIGITS_AND_DOTS.matcher(host).matches()) {
      throw new BadValueException("'" + host + "' is neither an IP address nor a host name.");
    }
    if (!namesAllowed) {
      throw new BadValueException(
          "'"
              + host
              + "' is a name. Write an IP address, or add the line 'sentinel resolve-hostnames"
              + " yes'.");
    }
    return new Address(host, "", port);
  }

  /** The canonical text of a numeric address, null when the host is none. */
  static @Nullable String numeric(String host) {
    if (host.isEmpty() || host.indexOf('[') >= 0) {
      return null;
    }
    try {
      var address = InetAddress.ofLiteral(host);
      return switch (address) {
        case Inet6Address v6 -> Ipv6.text(v6.getAddress()) + zone(host);
        case InetAddress v4 -> v4.getHostAddress();
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Link-local addresses mean nothing without their interface. */
  private static String zone(String host) {
    int percent = host.indexOf('%');
    return percent < 0 ? "" : host.substring(percent);
  }
}
