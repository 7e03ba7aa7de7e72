package dev.vedette.resp.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** TCP, with or without TLS. */
final class SocketConnection implements Connection {
  private final Socket tcp;
  private final @Nullable SSLSocket tls;
  private final InputStream in;
  private final OutputStream out;
  private final String peer;
  private final String local;

  private SocketConnection(Socket tcp, @Nullable SSLSocket tls) throws IOException {
    this.tcp = tcp;
    this.tls = tls;
    this.in = (tls == null ? tcp : tls).getInputStream();
    this.out = (tls == null ? tcp : tls).getOutputStream();
    this.peer = text(tcp.getRemoteSocketAddress());
    this.local = text(tcp.getLocalSocketAddress());
  }

  static SocketConnection plain(Socket tcp) throws IOException {
    return new SocketConnection(tcp, null);
  }

  static SocketConnection encrypted(Socket tcp, TlsServer server) throws IOException {
    return new SocketConnection(tcp, server.wrap(tcp));
  }

  @Override
  public void open() throws IOException {
    if (tls != null) {
      tls.startHandshake();
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return in.read(target, offset, length);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
  }

  @Override
  public void close() {
    closeQuietly(tls == null ? tcp : tls);
    abort();
  }

  /** Closing a TLS socket waits for its writer; closing the TCP socket below it does not. */
  @Override
  public void abort() {
    closeQuietly(tcp);
  }

  static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // The connection is gone, which is what was wanted.
    }
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public String local() {
    return local;
  }

  @Override
  public boolean isLoopback() {
    return isLoopback(tcp);
  }

  static boolean isLoopback(Socket socket) {
    InetAddress address = socket.getInetAddress();
    return address != null && address.isLoopbackAddress();
  }

  @Override
  public boolean isUnixSocket() {
    return false;
  }

  private static String text(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return "?:0";
    }
    String host = inet.getAddress().getHostAddress();
    if (inet.getAddress() instanceof Inet6Address) {
      int zone = host.indexOf('%');
      host = "[" + shorten(zone < 0 ? host : host.substring(0, zone)) + "]";
    }
    return host + ":" + inet.getPort();
  }

  /** As other programs print it: the longest run of zeros as {@code ::}. */
  private static String shorten(String ipv6) {
    String best = "";
    java.util.regex.Matcher zeros = ZEROS.matcher(ipv6);
    while (zeros.find()) {
      if (zeros.group().length() > best.length()) {
        best = zeros.group();
      }
    }
    if (best.isEmpty()) {
      return ipv6;
    }
    int at = ipv6.indexOf(best);
    String before = ipv6.substring(0, at);
    String after = ipv6.substring(at + best.length());
    return before
        + (before.endsWith(":") ? ":" : "::")
        + (after.startsWith(":") ? after.substring(1) : after);
  }

  private static final java.util.regex.Pattern ZEROS =
      java.util.regex.Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");
}
