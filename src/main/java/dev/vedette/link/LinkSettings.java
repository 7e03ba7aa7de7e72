package dev.vedette.link;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How links connect and what they accept.
 *
 * @param connectTimeout for each numeric address of an attempt; also how long a subscription waits
 *     to learn whether it can share the command connection
 * @param tlsHandshakeTimeout after the TCP connection is made
 * @param lookupTimeout for a name that has never been resolved; a known one waits at most a second
 *     before its last good answer is used, and a quarter of that when it is dialled
 * @param bindSource local address to connect from ({@code bind-source-addr}), null for any
 * @param tls null for plain TCP
 * @param limits what ends a connection
 */
public record LinkSettings(
    Duration connectTimeout,
    Duration tlsHandshakeTimeout,
    Duration lookupTimeout,
    @Nullable InetAddress bindSource,
    @Nullable LinkTls tls,
    Limits limits) {

  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  public LinkSettings {
    for (var time : List.of(connectTimeout, tlsHandshakeTimeout, lookupTimeout)) {
      // The JDK takes 0 for endless.
      if (time.toMillis() < 1 || time.toMillis() > LONGEST_TIMEOUT.toMillis()) {
        throw new IllegalArgumentException(
            "a timeout of links must be between 1 ms and 1 hour, not " + time.toMillis() + " ms");
      }
    }
  }

  /** Plain TCP from any local address, 2 s to connect, 5 s for TLS and for a first look-up. */
  public static final LinkSettings DEFAULTS =
      new LinkSettings(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          null,
          null,
          Limits.DEFAULTS);

  /**
   * Limits on what others send and leave unanswered.
   *
   * @param unansweredCommands per connection, sent or waiting to be sent
   * @param replyBytes of one reply, all its parts together
   * @param replyBytesOfAllLinks of all the long replies that are being read at the same time
   * @param replyItems of one reply, all its parts together
   * @param replyDepth arrays in arrays
   * @param helloLength characters of a hello message; longer ones are dropped and counted
   */
  public record Limits(
      int unansweredCommands,
      int replyBytes,
      long replyBytesOfAllLinks,
      int replyItems,
      int replyDepth,
      int helloLength) {

    /**
     * 65536 commands; 64 MB for one reply and twice that for all, or less on a heap of less than 1
     * GB: a sixteenth and an eighth of it; 8192 characters of hello.
     */
    public static final Limits DEFAULTS = ofHeap(Runtime.getRuntime().maxMemory());

    /** The defaults on a heap of that many bytes. */
    static Limits ofHeap(long bytes) {
      var reply = Math.clamp(bytes / 16, 1 << 20, 64 << 20);
      return new Limits(65_536, reply, 2L * reply, 65_536, 16, 8192);
    }

    public Limits {
      if (unansweredCommands < 16
          || replyBytes < 1024
          || replyBytesOfAllLinks < replyBytes
          || replyItems < 16
          || replyDepth < 1
          || helloLength < 1) {
        throw new IllegalArgumentException("limits are too small to work with");
      }
    }

    /** With another limit on one reply; that on all of them grows when it has to. */
    public Limits withReplyBytes(int value) {
      return new Limits(
          unansweredCommands,
          value,
          Math.max(value, replyBytesOfAllLinks),
          replyItems,
          replyDepth,
          helloLength);
    }

    /** With another limit on unanswered commands. */
    public Limits withUnansweredCommands(int value) {
      return new Limits(
          value, replyBytes, replyBytesOfAllLinks, replyItems, replyDepth, helloLength);
    }
  }

  /** With another time to connect. */
  public LinkSettings withConnectTimeout(Duration value) {
    return new LinkSettings(value, tlsHandshakeTimeout, lookupTimeout, bindSource, tls, limits);
  }

  /** With another time for a first look-up. */
  public LinkSettings withLookupTimeout(Duration value) {
    return new LinkSettings(connectTimeout, tlsHandshakeTimeout, value, bindSource, tls, limits);
  }

  /** Connecting from that local address. */
  public LinkSettings withBindSource(@Nullable InetAddress value) {
    return new LinkSettings(connectTimeout, tlsHandshakeTimeout, lookupTimeout, value, tls, limits);
  }

  /** With or without TLS. */
  public LinkSettings withTls(@Nullable LinkTls value) {
    return new LinkSettings(
        connectTimeout, tlsHandshakeTimeout, lookupTimeout, bindSource, value, limits);
  }

  /** With other limits. */
  public LinkSettings withLimits(Limits value) {
    return new LinkSettings(
        connectTimeout, tlsHandshakeTimeout, lookupTimeout, bindSource, tls, value);
  }
}
