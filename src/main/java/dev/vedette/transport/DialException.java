package dev.vedette.transport;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/** Why a connection could not be made, in words for people. */
public final class DialException extends IOException {

  /** What kind of reason it is. */
  public enum Reason {
    /** It cannot be connected from the local address that is configured. */
    BAD_SOURCE,
    /** Nothing listens there. */
    REFUSED,
    /** No answer to the connect, or to the TLS handshake, in time. */
    TIMED_OUT,
    /** No route. */
    UNREACHABLE,
    /** The TLS handshake failed. */
    TLS,
    /** The process may open no more files and sockets. */
    NO_DESCRIPTOR,
    /** Anything else. */
    FAILED
  }

  private final Reason reason;

  private DialException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What kind of reason it is. */
  public Reason reason() {
    return reason;
  }

  static DialException noAddress() {
    return new DialException(Reason.FAILED, "the name has no address");
  }

  static DialException noDescriptor() {
    return new DialException(
        Reason.NO_DESCRIPTOR,
        "no file descriptor is left for a connection, raise the limit of open files (ulimit -n)");
  }

  /** There is no socket to connect with. */
  static DialException withoutSocket(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (SystemError.text(each).contains("Too many open files")) {
        return noDescriptor();
      }
    }
    return new DialException(Reason.FAILED, "cannot connect: " + SystemError.text(cause));
  }

  static DialException badSource(InetAddress source, Throwable cause) {
    return new DialException(
        Reason.BAD_SOURCE,
        "cannot connect from bind-source-addr "
            + source.getHostAddress()
            + ": "
            + SystemError.text(cause));
  }

  static DialException ofConnect(Throwable cause, Duration timeout) {
    String text = SystemError.text(cause);
    return switch (cause) {
      case ConnectTimeoutException _ ->
          new DialException(
              Reason.TIMED_OUT, "no answer to the connect in " + timeout.toMillis() + " ms");
      case NoRouteToHostException _ -> new DialException(Reason.UNREACHABLE, "no route to host");
      case ConnectException _ when text.contains("refused") ->
          new DialException(Reason.REFUSED, "connection refused");
      default ->
          text.contains("unreachable")
              ? new DialException(Reason.UNREACHABLE, text)
              : new DialException(Reason.FAILED, "cannot connect: " + text);
    };
  }

  static DialException handshakeTimedOut(Duration timeout) {
    return new DialException(
        Reason.TIMED_OUT, "no answer to the TLS handshake in " + timeout.toMillis() + " ms");
  }

  static DialException ofHandshake(Throwable cause) {
    String text =
        cause instanceof ClosedChannelException
            ? "the other end closed the connection"
            : SystemError.text(cause);
    return new DialException(Reason.TLS, "TLS handshake failed: " + text);
  }
}
