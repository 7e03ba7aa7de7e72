package dev.vedette.transport;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a connection that was accepted.
 *
 * @param address of the peer: {@code 127.0.0.1:40112}, {@code [::1]:40112}, {@code
 *     /run/vedette.sock:0}
 * @param local our side of it
 * @param loopback true when the peer is on this host
 * @param unixSocket true for a Unix domain socket
 */
public record Peer(String address, String local, boolean loopback, boolean unixSocket) {

  private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

  /** Of a TCP connection. */
  static Peer ofTcp(Channel channel) {
    SocketAddress remote = channel.remoteAddress();
    boolean loopback =
        remote instanceof InetSocketAddress inet
            && inet.getAddress() != null
            && inet.getAddress().isLoopbackAddress();
    return new Peer(text(remote), text(channel.localAddress()), loopback, false);
  }

  /** Of a connection through a Unix domain socket with that path. */
  static Peer ofUnixSocket(String path) {
    return new Peer(path + ":0", path + ":0", true, true);
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
    Matcher zeros = ZEROS.matcher(ipv6);
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
}
