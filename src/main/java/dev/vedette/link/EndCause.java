package dev.vedette.link;

import java.util.Locale;

/** Why a connection ended or could not be made. The label names it in metrics. */
public enum EndCause {
  /** The engine asked for it. */
  REQUESTED,
  /** The address cannot be connected to, or cannot be connected from. */
  BAD_ADDRESS,
  /** The name does not resolve and never did. */
  UNRESOLVED,
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
  /** The other end closed or reset the connection. */
  CLOSED_BY_SERVER,
  /** What arrived is no RESP. */
  PROTOCOL,
  /** What arrived is RESP, but larger or deeper than the limits. */
  TOO_LARGE,
  /** Too many commands wait for their answers. */
  OVERFLOW,
  /** The server refused the subscription. */
  SUBSCRIPTION_REFUSED,
  /** Any other failure of the network or of ours. */
  FAILED;

  /** Whether people should look at it, or it is what happens when nodes come and go. */
  boolean needsAttention() {
    return switch (this) {
      case BAD_ADDRESS, UNRESOLVED, TLS, PROTOCOL, TOO_LARGE, OVERFLOW, FAILED -> true;
      // A refused subscription was told when it was refused, missing descriptors once for all
      // links.
      case REQUESTED,
          REFUSED,
          TIMED_OUT,
          UNREACHABLE,
          NO_DESCRIPTOR,
          CLOSED_BY_SERVER,
          SUBSCRIPTION_REFUSED ->
          false;
    };
  }

  /** In lower case with dashes, for people and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
