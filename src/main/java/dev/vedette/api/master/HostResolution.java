package dev.vedette.api.master;

import dev.vedette.api.problem.ProblemType;
import dev.vedette.sentinel.topology.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Turns a host into an address, on the thread of the web request. */
final class HostResolution {

  private HostResolution() {}

  /**
   * Resolves a host.
   *
   * @param namesAllowed whether it may be a name
   * @throws dev.vedette.api.problem.ProblemException 422 when it does not resolve
   */
  static Address resolve(String host, int port, boolean namesAllowed) {
    if (isNumeric(host)) {
      return Address.ofIp(host.toLowerCase(Locale.ROOT), port);
    }
    if (!namesAllowed) {
      throw ProblemType.UNRESOLVED_HOST
          .because("'" + host + "' is no numeric address, and names are not resolved here.")
          .field("host")
          .hint("Give the numeric address, or switch resolveHostnames on with PATCH /config.");
    }
    try {
      return new Address(host, InetAddress.getByName(host).getHostAddress(), port);
    } catch (UnknownHostException e) {
      throw ProblemType.UNRESOLVED_HOST
          .because("The name '" + host + "' does not resolve.")
          .field("host")
          .hint("Check the spelling and the name service of the machine Vedette runs on.");
    }
  }

  private static boolean isNumeric(String host) {
    if (!host.matches("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return false;
    }
    try {
      return !InetAddress.ofLiteral(host).isMulticastAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
