package dev.vedette.resp.transport;

import org.jspecify.annotations.Nullable;

/** Decides on new connections, and takes them over. */
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
   * Takes a connection over; called on a thread of its own and returns when the connection is not
   * read any more.
   */
  void serve(Connection connection);

  /** A connection that was let in broke before it could be served. */
  void abandoned();
}
