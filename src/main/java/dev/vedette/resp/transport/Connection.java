package dev.vedette.resp.transport;

import java.io.IOException;

/**
 * A connected peer. One thread reads and another writes at the same time; anyone may {@link
 * #abort}.
 */
public interface Connection {

  /**
   * Does what has to be done before the first byte, such as a TLS handshake.
   *
   * @throws IOException when the peer does not go along
   */
  default void open() throws IOException {}

  /** Reads at least one byte, waiting for it; -1 at the end. */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Writes all the bytes, waiting as long as the peer does not take them. */
  void write(byte[] source, int offset, int length) throws IOException;

  /** Closes after all that was written. Only for the thread that writes. */
  void close();

  /** Closes at once, even while another thread is writing and the peer does not read. */
  void abort();

  /**
   * The peer as {@code CLIENT LIST} shows it: {@code 127.0.0.1:40112}, {@code [::1]:40112}, {@code
   * /run/vedette.sock:0}.
   */
  String peer();

  /** Our side of it. */
  String local();

  /** True when the peer is on this host. */
  boolean isLoopback();

  /** True for a Unix domain socket. */
  boolean isUnixSocket();
}
