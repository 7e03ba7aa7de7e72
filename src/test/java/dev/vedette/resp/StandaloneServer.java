package dev.vedette.resp;

import dev.vedette.config.RespSettings;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The port alone, without a core, to try it by hand: {@code StandaloneServer 7000}. */
public final class StandaloneServer {
  private StandaloneServer() {}

  public static void main(String[] args) throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    int port = Integer.parseInt(args[0]);
    try (RespServer server =
        RespServer.builder(RespSettings.of(settings -> settings.port(port)))
            .masterNames(() -> List.of("mymaster"))
            .shutdownListener(mode -> stop.countDown())
            .build()) {
      server.start();
      stop.await();
    }
  }
}
