package dev.vedette.link;

import dev.vedette.sentinel.place.Address;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;

/** A server on loopback that behaves as badly as a test wants. */
final class FakeServer implements AutoCloseable {

  static final String PROTO_3 = "%2\r\n$6\r\nserver\r\n$5\r\nredis\r\n$5\r\nproto\r\n:3\r\n";
  static final String UNKNOWN = "-ERR unknown command\r\n";

  /** What the server does with one connection; returning closes it. */
  @FunctionalInterface
  interface Script {
    void serve(Client client) throws IOException;
  }

  /** The raw answer to a command; empty for silence. */
  @FunctionalInterface
  interface Answers {
    String to(List<String> command);
  }

  private final ServerSocket listener;
  private final List<Client> clients = new CopyOnWriteArrayList<>();

  private FakeServer(ServerSocket listener) {
    this.listener = listener;
  }

  static FakeServer running(Script script) throws IOException {
    return running(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  private static FakeServer running(ServerSocket listener, Script script) {
    var server = new FakeServer(listener);
    Thread.startVirtualThread(() -> server.acceptAll(script));
    return server;
  }

  /** Answers every command that way, for as long as the client stays. */
  static FakeServer answering(Answers answers) throws IOException {
    return running(script(answers));
  }

  /** The same over TLS. */
  static FakeServer answering(SSLServerSocket listener, Answers answers) {
    return running(listener, script(answers));
  }

  private static Script script(Answers answers) {
    return client -> {
      while (true) {
        client.write(answers.to(client.read()));
      }
    };
  }

  /** A Redis as old as version 5, or a new one. */
  static Answers redis(boolean resp3) {
    return command ->
        switch (command.getFirst().toUpperCase(java.util.Locale.ROOT)) {
          case "HELLO" -> resp3 ? PROTO_3 : UNKNOWN;
          case "AUTH", "CLIENT", "MULTI" -> "+OK\r\n";
          case "PING" -> "+PONG\r\n";
          case "SUBSCRIBE" -> pushed(resp3, "subscribe", command.get(1)) + ":1\r\n";
          default -> UNKNOWN;
        };
  }

  static String message(boolean resp3, String payload) {
    return pushed(resp3, "message", Introduction.HELLO_CHANNEL) + bulk(payload);
  }

  private static String pushed(boolean resp3, String kind, String channel) {
    return (resp3 ? ">" : "*") + "3\r\n" + bulk(kind) + bulk(channel);
  }

  static String bulk(String text) {
    return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
  }

  private void acceptAll(Script script) {
    while (!listener.isClosed()) {
      try {
        var client = new Client(listener.accept());
        clients.add(client);
        Thread.startVirtualThread(() -> client.serve(script));
      } catch (IOException e) {
        return;
      }
    }
  }

  Address address() {
    return Address.ofIp("127.0.0.1", port());
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Everyone who connected so far. */
  List<Client> clients() {
    return clients;
  }

  /** All commands of all clients so far. */
  List<List<String>> commands() {
    return clients.stream().flatMap(client -> client.received.stream()).toList();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var client : clients) {
      client.socket.close();
    }
  }

  /** One connection. */
  static final class Client {
    private final Socket socket;
    private final InputStream in;
    private final List<List<String>> received = new CopyOnWriteArrayList<>();
    private volatile boolean gone;

    private Client(Socket socket) throws IOException {
      this.socket = socket;
      in = new BufferedInputStream(socket.getInputStream());
    }

    private void serve(Script script) {
      try (socket) {
        script.serve(this);
      } catch (IOException e) {
        // The other end went away, as many tests want.
      } finally {
        gone = true;
      }
    }

    List<List<String>> received() {
      return received;
    }

    /** Whether the conversation has ended. */
    boolean isGone() {
      return gone;
    }

    /** The next command. */
    List<String> read() throws IOException {
      var header = readLine();
      var words = new ArrayList<String>();
      for (int left = Integer.parseInt(header.substring(1)); left > 0; left--) {
        var length = Integer.parseInt(readLine().substring(1));
        words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        in.readNBytes(2);
      }
      received.add(words);
      return words;
    }

    private String readLine() throws IOException {
      var line = new StringBuilder();
      for (int next = in.read(); next != '\r'; next = in.read()) {
        if (next < 0) {
          throw new EOFException();
        }
        line.append((char) next);
      }
      in.read();
      return line.toString();
    }

    void write(String raw) throws IOException {
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads and forgets until the client goes. */
    void listen() throws IOException {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
