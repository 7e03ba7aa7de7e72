package dev.vedette.resp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client that hides nothing: it sends the bytes it is told to, and shows replies as the bytes
 * that came, with {@code \r\n} written as {@code |}.
 */
public final class RespClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public RespClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public RespClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends a command and gives its reply. */
  public String call(String... words) throws IOException {
    send(words);
    return reply();
  }

  /** Sends a command as an array of bulk strings. */
  public void send(String... words) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.UTF_8));
    for (String word : words) {
      byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(("$" + utf8.length + "\r\n").getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(utf8);
      bytes.writeBytes(new byte[] {'\r', '\n'});
    }
    out.write(bytes.toByteArray());
  }

  /** Sends text as it is. */
  public void raw(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next reply. */
  public String reply() throws IOException {
    StringBuilder text = new StringBuilder();
    read(text);
    return text.toString();
  }

  private void read(StringBuilder text) throws IOException {
    String line = line();
    text.append(line).append('|');
    int size =
        line.length() > 1 && "*$%~>=".indexOf(line.charAt(0)) >= 0
            ? Integer.parseInt(line.substring(1))
            : -1;
    switch (line.charAt(0)) {
      case '$', '=' -> {
        if (size >= 0) {
          text.append(new String(in.readNBytes(size + 2), 0, size, StandardCharsets.UTF_8))
              .append('|');
        }
      }
      case '*', '~', '>' -> items(text, size);
      case '%' -> items(text, size * 2);
      default -> {}
    }
  }

  private void items(StringBuilder text, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      read(text);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) != '\r') {
      if (next < 0) {
        throw new EOFException("the server closed the connection after '" + line + "'");
      }
      line.write(next);
    }
    if (in.read() != '\n') {
      throw new IOException("a line must end in \\r\\n: " + line);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** True when the server has closed the connection, which is waited for. */
  public boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
