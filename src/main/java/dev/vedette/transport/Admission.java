package dev.vedette.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;

/** Decides on new connections, and takes them over. Called on event loops: it must not wait. */
public interface Admission {

  /**
   * Lets a connection in, or not.
   *
   * @param loopback true when the peer is on this host
   * @return null when it is let in: {@link #serve} or {@link #abandoned} must follow; else the line
   *     to send it, with its line break, before it is closed
   */
  @Nullable String admit(boolean loopback);

  /**
   * Takes a connection over.
   *
   * @return what handles all that happens on it, on the loop of {@code channel}; below TLS, if
   *     there is any
   */
  ChannelHandler serve(Channel channel, Peer peer);

  /** A connection that was let in broke before it could be served. */
  void abandoned();
}
