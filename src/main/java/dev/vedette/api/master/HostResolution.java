package dev.vedette.api.master;

import dev.vedette.api.problem.ProblemType;
import dev.vedette.engine.HostLookup;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;

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
    String ip = HostLookup.ip(host, namesAllowed);
    if (ip != null) {
      return new Address(host, ip, port);
    }
    String problem = Host.problem(host);
    if (problem != null) {
      throw ProblemType.UNRESOLVED_HOST.because(problem).field("host");
    }
    if (!namesAllowed) {
      throw ProblemType.UNRESOLVED_HOST
          .because("'" + host + "' is no numeric address, and names are not resolved here.")
          .field("host")
          .hint("Give the numeric address, or switch resolveHostnames on with PATCH /config.");
    }
    throw ProblemType.UNRESOLVED_HOST
        .because("The host '" + host + "' does not resolve.")
        .field("host")
        .hint("Check the spelling and the name service of the machine Vedette runs on.");
  }
}
