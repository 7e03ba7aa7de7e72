package dev.vedette.night;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a client that knows exactly what it sent and what was answered: no retries, no
 * pool, a limit on every wait. Words have no spaces in them.
 */
final class Wire implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects.
   *
   * @param from the own address, null for any
   * @param patienceMillis for the connection and for every answer
   */
  static Wire to(String host, int port, @Nullable String from, int patienceMillis)
      throws IOException {
    Socket socket = new Socket();
    try {
      if (from != null) {
        socket.bind(new InetSocketAddress(from, 0));
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(patienceMillis);
      socket.connect(new InetSocketAddress(host, port), patienceMillis);
      return new Wire(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends a command and reads its answer: a text, a number as text, or a list of them; a null is an
   * empty text.
   *
   * @throws Refused when the answer is an error
   */
  Object ask(String words) throws IOException {
    send(words);
    return answer();
  }

  /** Sends a command and reads nothing. */
  void send(String words) throws IOException {
    socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The same for an answer that is one text. */
  String text(String words) throws IOException {
    return ask(words).toString();
  }

  /** The same for an answer that is a list of texts. */
  List<String> texts(String words) throws IOException {
    return ask(words) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  /** The next line that arrives, whatever it is. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = read(); next != '\n'; next = read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private Object answer() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> rest;
      case '-' -> throw new Refused(rest);
      case '$' -> bulk(Integer.parseInt(rest));
      case '*' -> list(Integer.parseInt(rest));
      default -> throw new IOException("not an answer: " + line);
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    String _ = line();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private List<Object> list(int length) throws IOException {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(answer());
    }
    return list;
  }

  private int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("closed by the other side");
    }
    return next;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The other side answered with an error. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why);
    }
  }
}
