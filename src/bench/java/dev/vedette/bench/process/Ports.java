package dev.vedette.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports below those that the kernel gives to clients, so that no connection takes one between
 * finding and binding.
 */
public final class Ports {

  private static final int FIRST = 21_000;
  private static final int LAST = 31_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + (int) (ProcessHandle.current().pid() * 37 % 9_000));

  private Ports() {}

  /** A port that nobody listens on. */
  public static int free() {
    for (int tries = 0; tries < LAST - FIRST; tries++) {
      int port = NEXT.getAndUpdate(last -> last >= LAST ? FIRST : last + 1);
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port));
        return port;
      } catch (IOException taken) {
        continue;
      }
    }
    throw new IllegalStateException("no port is free between " + FIRST + " and " + LAST);
  }
}
