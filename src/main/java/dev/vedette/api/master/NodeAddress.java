package dev.vedette.api.master;

import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.sentinel.place.Address;
import java.util.Locale;

/**
 * A node as a load balancer names it.
 *
 * @param host a name or a numeric address, without brackets
 * @param port its port
 */
record NodeAddress(String host, int port) {

  /**
   * Reads {@code host:port}, with or without brackets around an IPv6 address.
   *
   * @throws dev.vedette.api.problem.ProblemException 400 when it is neither
   */
  static NodeAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port = port(text.substring(colon + 1));
    if (host.isEmpty() || port < 1) {
      throw ProblemAdvice.invalidParameter("node", "must be host:port, such as 10.0.0.5:6379");
    }
    return new NodeAddress(host.toLowerCase(Locale.ROOT), port);
  }

  private static int port(String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      return -1;
    }
    int port = Integer.parseInt(text);
    return Address.isPort(port) ? port : -1;
  }

  /** Whether that is the place. */
  boolean is(Address address) {
    return port == address.port()
        && (host.equalsIgnoreCase(address.host()) || host.equals(address.ip()));
  }
}
