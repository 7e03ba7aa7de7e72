package dev.vedette;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/**
 * A port that somebody else listens on, so that the admin side could not.
 *
 * @param number from 1 to 65535
 */
record TakenPort(int number) {

  /** The port that this failure is about, null when it is about something else. */
  static @Nullable TakenPort of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException inUse) {
        return new TakenPort(inUse.getPort());
      }
    }
    return null;
  }

  /**
   * Whether nobody listens there any more, as far as binding tells. Nothing is sent and nobody is
   * kept from listening.
   *
   * @param address that the admin side is to listen on, null for the loopback address
   */
  boolean isFree(@Nullable String address) {
    try (Socket probe = new Socket()) {
      probe.setReuseAddress(true);
      probe.bind(
          new InetSocketAddress(
              address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address),
              number));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
