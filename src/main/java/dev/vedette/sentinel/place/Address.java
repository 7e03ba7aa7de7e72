package dev.vedette.sentinel.place;

/**
 * Where an instance listens: the host as it was configured or announced, and the numeric address it
 * last resolved to.
 *
 * @param host name or numeric address, as given
 * @param ip numeric address, empty while the name has never been resolved
 * @param port TCP port, 0 to 65535; 0 marks an address that must not be connected to
 */
public record Address(String host, String ip, int port) {

  /** The greatest port. */
  public static final int MAX_PORT = 65535;

  public Address {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
  }

  /** Whether that is a port that can be connected to. */
  public static boolean isPort(long number) {
    return number >= 1 && number <= MAX_PORT;
  }

  /** An address given in numbers. */
  public static Address ofIp(String ip, int port) {
    return new Address(ip, ip, port);
  }

  /**
   * Same place: equal ports, and equal numeric addresses or (without regard to case) equal host
   * names.
   */
  public boolean samePlace(Address other) {
    return port == other.port
        && ((!ip.isEmpty() && ip.equals(other.ip)) || host.equalsIgnoreCase(other.host));
  }

  /**
   * The host as told to others: the name when hostnames are announced (or nothing else is known),
   * else the numeric address.
   */
  public String announced(boolean announceHostnames) {
    return announceHostnames || ip.isEmpty() ? host : ip;
  }

  /** {@code host:port} for names and IPv4, {@code [host]:port} for IPv6. */
  public String announcedWithPort(boolean announceHostnames) {
    return hostAndPort(announced(announceHostnames), port);
  }

  /** {@code host:port}, with brackets around a host that contains a colon. */
  public static String hostAndPort(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }

  /** The same host resolved to another numeric address. */
  public Address resolvedTo(String newIp) {
    return newIp.equals(ip) ? this : new Address(host, newIp, port);
  }
}
