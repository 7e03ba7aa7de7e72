package dev.vedette.link;

import dev.vedette.sentinel.message.Effect.Remote;
import java.util.Map;

/**
 * The links at one moment, for metrics. Counts since the start of the process.
 *
 * @param connecting attempts under way, by what is at the other end
 * @param open connections, by what is at the other end
 * @param sharedSubscriptions hello subscriptions that ride on a command connection
 * @param attempts connections that were tried
 * @param established connections that were made
 * @param ended attempts that failed and connections that ended, by cause
 * @param bytesSent as they are inside TLS
 * @param bytesReceived as they are inside TLS
 * @param commandsSent handshakes included
 * @param repliesReceived handshakes included
 * @param helloMessages received
 * @param helloMessagesDropped because they were too long
 * @param authFailures refused passwords
 * @param lookups names that were looked up
 * @param lookupFailures look-ups that failed or took too long
 */
public record LinkStatus(
    Map<Remote, Integer> connecting,
    Map<Remote, Integer> open,
    int sharedSubscriptions,
    long attempts,
    long established,
    Map<EndCause, Long> ended,
    long bytesSent,
    long bytesReceived,
    long commandsSent,
    long repliesReceived,
    long helloMessages,
    long helloMessagesDropped,
    long authFailures,
    long lookups,
    long lookupFailures) {

  public LinkStatus {
    connecting = Map.copyOf(connecting);
    open = Map.copyOf(open);
    ended = Map.copyOf(ended);
  }
}
