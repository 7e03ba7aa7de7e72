package dev.vedette.notify.channel.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Keeps webhooks from reaching what only this machine can reach: names are looked up here, and the
 * connection goes to an address that was checked, so that a name cannot point elsewhere in between.
 * Numeric addresses are checked as well.
 */
final class AddressGuard implements DnsResolver {

  /** What may be reached. */
  enum Reach {
    /** Public addresses only. */
    PUBLIC,
    /** Private networks (RFC 1918, RFC 4193) and loopback, too. */
    PRIVATE
  }

  private final Reach reach;
  private final DnsResolver names;

  AddressGuard(Reach reach) {
    this(reach, SystemDefaultDnsResolver.INSTANCE);
  }

  AddressGuard(Reach reach, DnsResolver names) {
    this.reach = reach;
    this.names = names;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> allowed = new ArrayList<>();
    for (InetAddress address : names.resolve(host)) {
      if (isAllowed(address)) {
        allowed.add(address);
      }
    }
    if (allowed.isEmpty()) {
      throw new ForbiddenAddressException(host);
    }
    return allowed.toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }

  boolean isAllowed(InetAddress address) {
    InetAddress plain = withoutMapping(address);
    if (plain.isAnyLocalAddress() || plain.isMulticastAddress() || plain.isLinkLocalAddress()) {
      return false; // link-local is where clouds keep the machine's credentials
    }
    if (plain.isLoopbackAddress() || plain.isSiteLocalAddress() || isPrivate(plain)) {
      return reach == Reach.PRIVATE;
    }
    return !isReserved(plain);
  }

  /** IPv4 inside of IPv6, by whatever prefix, is IPv4 for this purpose. */
  private static InetAddress withoutMapping(InetAddress address) {
    if (address instanceof Inet6Address v6) {
      byte[] bytes = v6.getAddress();
      boolean translated =
          (bytes[0] == 0
              && bytes[1] == 0x64
              && (bytes[2] & 0xff) == 0xff
              && (bytes[3] & 0xff) == 0x9b);
      boolean compatible =
          v6.isIPv4CompatibleAddress() && !v6.isLoopbackAddress() && !v6.isAnyLocalAddress();
      if (compatible || translated) {
        return v4(bytes, 12);
      }
      if ((bytes[0] & 0xff) == 0x20 && bytes[1] == 0x02) {
        return v4(bytes, 2); // 6to4
      }
    }
    return address;
  }

  private static InetAddress v4(byte[] bytes, int at) {
    try {
      return InetAddress.getByAddress(
          new byte[] {bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]});
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    if (address instanceof Inet4Address) {
      return first == 100 && (bytes[1] & 0xc0) == 64; // 100.64.0.0/10, shared by carriers
    }
    return (first & 0xfe) == 0xfc; // fc00::/7
  }

  private static boolean isReserved(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    return address instanceof Inet4Address && (first == 0 || first >= 240);
  }

  /** The name leads only to addresses that are not allowed. */
  static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host) {
      super(
          host
              + " leads to an address that webhooks may not reach;"
              + " allow-private-networks permits private ones");
    }
  }
}
