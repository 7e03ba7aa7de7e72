package dev.vedette.config;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import org.jspecify.annotations.Nullable;

/** Hosts in lines, without looking any name up. */
final class HostNames {

  private HostNames() {}

  /**
   * The address of a host as written in a line: names stay unresolved.
   *
   * @param namesAllowed the value of {@code resolve-hostnames}
   */
  static Address address(String host, int port, boolean namesAllowed) throws BadValueException {
    var problem = Host.problem(host);
    if (problem != null) {
      throw new BadValueException(problem);
    }
    var ip = Host.numeric(host);
    if (ip != null) {
      return new Address(host, ip, port);
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

  /**
   * An address of this machine: here, a link-local one may have the zone that it needs.
   *
   * @return without the zone; null when it is no numeric address
   */
  static @Nullable String own(String host) {
    int percent = host.indexOf('%');
    return percent > 0 && host.indexOf(':') >= 0
        ? Host.numeric(host.substring(0, percent))
        : Host.numeric(host);
  }
}
