package dev.vedette.kubernetes;

import dev.vedette.sentinel.place.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numeric addresses, all in one spelling, so that they can be compared. */
@FunctionalInterface
interface HostAddresses {

  /** The machine's own name service. May wait for it. */
  HostAddresses SYSTEM = HostAddresses::resolve;

  /** The addresses of a name, none when it is not known. */
  List<String> of(String name);

  /** The same address in the one spelling, null for what is not a numeric address. */
  static @Nullable String spelled(String ip) {
    try {
      return InetAddress.ofLiteral(ip).getHostAddress();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Where an instance is: the address that it was last found at, or else what its name says. */
  default List<String> of(Address address) {
    String known = spelled(address.ip());
    if (known == null) {
      known = spelled(address.host());
    }
    return known == null ? of(address.host()) : List.of(known);
  }

  /** One address, as it was told if it was told in numbers; null when there is none. */
  default @Nullable String oneOf(Address address) {
    if (spelled(address.ip()) != null) {
      return address.ip();
    }
    List<String> all = of(address);
    return all.isEmpty() ? null : all.getFirst();
  }

  private static List<String> resolve(String name) {
    try {
      return Arrays.stream(InetAddress.getAllByName(name))
          .map(InetAddress::getHostAddress)
          .toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
