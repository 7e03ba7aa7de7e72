package dev.vedette.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Free TCP ports on loopback. They lie below the range that the system hands out to outgoing
 * connections, so that a node that was killed finds its port free when it comes back.
 */
public final class FreePorts {

  private static final int LOWEST = 12_000;
  private static final int HIGHEST = 31_000;
  private static final Random RANDOM = new Random();
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /** A port that nobody listens on and that was not given before in this process. */
  public static synchronized int next() {
    for (int attempt = 0; attempt < 10_000; attempt++) {
      int port = RANDOM.nextInt(LOWEST, HIGHEST);
      if (!GIVEN.contains(port) && isFree(port)) {
        GIVEN.add(port);
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
  }

  /** That port if nobody listens on it, else another one. */
  public static int preferably(int port) {
    return isFree(port) ? port : next();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
