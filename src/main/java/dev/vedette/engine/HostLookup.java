package dev.vedette.engine;

import dev.vedette.sentinel.place.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Looks the hosts of requests up, such as that of a master to watch. It takes as long as the name
 * service takes, so it belongs on the thread of whoever asks, never on the engine's.
 */
public final class HostLookup {

  private HostLookup() {}

  /**
   * The numeric address of a host, in the one spelling that an address has.
   *
   * @param namesAllowed whether it may be a name
   * @return null when it is no numeric address, and is not allowed to be a name or does not resolve
   */
  public static @Nullable String ip(String host, boolean namesAllowed) {
    try {
      String numeric = Host.numeric(host);
      if (numeric != null) {
        return numeric;
      }
      return namesAllowed && Host.isName(host)
          ? NumericAddress.of(InetAddress.getByName(host))
          : null;
    } catch (UnknownHostException | IllegalArgumentException e) {
      return null;
    }
  }
}
