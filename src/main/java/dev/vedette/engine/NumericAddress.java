package dev.vedette.engine;

import dev.vedette.sentinel.place.Ipv6;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Addresses in the form that Redis and everybody else writes them: the JDK spells every zero of an
 * IPv6 address out ({@code 0:0:0:0:0:0:0:1}), and two spellings of one address would look like two
 * nodes.
 */
public final class NumericAddress {

  private NumericAddress() {}

  /** As RFC 5952 says ({@code ::1}), without a scope. */
  public static String of(InetAddress address) {
    return switch (address) {
      case Inet6Address six -> Ipv6.text(six.getAddress());
      default -> address.getHostAddress();
    };
  }
}
