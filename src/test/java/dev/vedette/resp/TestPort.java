package dev.vedette.resp;

import dev.vedette.config.RespSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server on a free port of this host, and clients of it; all closed together. */
final class TestPort implements AutoCloseable {
  private final List<AutoCloseable> clients = new ArrayList<>();
  private final RespServer server;

  private TestPort(RespServer server) {
    this.server = server;
  }

  static TestPort open(UnaryOperator<RespSettings.Builder> settings) throws IOException {
    return open(settings, builder -> builder);
  }

  static TestPort open(
      UnaryOperator<RespSettings.Builder> settings, UnaryOperator<RespServer.Builder> server)
      throws IOException {
    RespSettings all =
        RespSettings.of(
            s -> settings.apply(s.port(RespSettings.ANY_PORT).bind(List.of("127.0.0.1"))));
    RespServer built = server.apply(RespServer.builder(all)).build();
    built.start();
    return new TestPort(built);
  }

  RespServer server() {
    return server;
  }

  RespClient connect() throws IOException {
    RespClient client = new RespClient(server.port());
    clients.add(client);
    return client;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable client : clients) {
      client.close();
    }
    server.close();
  }
}
