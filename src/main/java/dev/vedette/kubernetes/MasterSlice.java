package dev.vedette.kubernetes;

import org.jspecify.annotations.Nullable;

/**
 * An EndpointSlice with the master as its only endpoint.
 *
 * @param namespace its namespace
 * @param name its name
 * @param family of its address; cannot be changed once it exists
 * @param content what it says
 */
record MasterSlice(String namespace, String name, Family family, Content content) {

  /** The kinds of addresses that an EndpointSlice can hold. */
  enum Family {
    IPV4("IPv4"),
    IPV6("IPv6");

    private final String addressType;

    Family(String addressType) {
      this.addressType = addressType;
    }

    /** Kubernetes' word for it. */
    String addressType() {
      return addressType;
    }

    /** Of a numeric address. */
    static Family of(String ip) {
      return ip.indexOf(':') >= 0 ? IPV6 : IPV4;
    }
  }

  /**
   * What can change.
   *
   * @param service the Service that it belongs to
   * @param managedBy who keeps it, null when nobody says so
   * @param masterName the master that it leads to
   * @param epoch config epoch of which it speaks, {@link Marks#NO_EPOCH} for none
   * @param ip where the master is, null when it is not at an address of this family
   * @param ready whether the endpoint counts as ready
   * @param portName name of the port, as the Service calls it; empty for none
   * @param port the port, 0 for none
   */
  record Content(
      @Nullable String service,
      @Nullable String managedBy,
      @Nullable String masterName,
      long epoch,
      @Nullable String ip,
      boolean ready,
      String portName,
      int port) {}

  /**
   * One that exists.
   *
   * @param slice what it says
   * @param version its resource version
   */
  record Existing(MasterSlice slice, String version) {}
}
