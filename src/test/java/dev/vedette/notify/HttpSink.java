package dev.vedette.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that remembers what was posted, and answers as the test says. */
public final class HttpSink implements AutoCloseable {

  /** A request. */
  public record Received(String path, Map<String, List<String>> headers, String body) {
    /** The first value of a header. */
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  /** How a request is answered. */
  public interface Behaviour {
    /** Answers. */
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = exchange -> exchange.sendResponseHeaders(204, -1);

  /** Listens on a free port of this machine. */
  public HttpSink() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      received.add(
          new Received(
              exchange.getRequestURI().getPath(),
              new HashMap<>(exchange.getRequestHeaders()),
              body));
      behaviour.answer(exchange);
    }
  }

  /** Answers like this from now on. */
  public void behave(Behaviour value) {
    behaviour = value;
  }

  /** Answers with that status from now on. */
  public void status(int status) {
    behave(exchange -> exchange.sendResponseHeaders(status, -1));
  }

  /** Where it is. */
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What was posted so far. */
  public List<Received> received() {
    return received;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
