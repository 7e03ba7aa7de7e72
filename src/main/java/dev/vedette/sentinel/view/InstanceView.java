package dev.vedette.sentinel.view;

import dev.vedette.sentinel.place.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What masters, replicas and sentinels have in common. All times are ages in milliseconds at the
 * moment of the view.
 *
 * @param name master name, replica's {@code ip:port}, or sentinel's run id
 * @param address where it is
 * @param announcedHost its host as told to others
 * @param runId its run id, empty while unknown
 * @param flags the protocol's words, such as {@code s_down}, {@code master}, {@code disconnected},
 *     in the protocol's order
 * @param linkPendingCommands commands sent and not answered yet
 * @param linkRefcount how many masters share the link
 * @param pendingPingMillis age of the oldest unanswered PING, 0 when all are answered
 * @param lastOkPingReplyMillis since the last acceptable reply to PING
 * @param lastPingReplyMillis since the last reply to PING of any kind
 * @param sdownForMillis how long it has been subjectively down, null when it is up
 * @param downAfterMillis the silence after which it counts as down
 * @param connected whether all its connections stand
 * @param pingRoundTripMillis of the last answered PING, -1 before the first
 */
public record InstanceView(
    String name,
    Address address,
    String announcedHost,
    String runId,
    List<String> flags,
    int linkPendingCommands,
    int linkRefcount,
    long pendingPingMillis,
    long lastOkPingReplyMillis,
    long lastPingReplyMillis,
    @Nullable Long sdownForMillis,
    long downAfterMillis,
    boolean connected,
    long pingRoundTripMillis) {

  public InstanceView {
    flags = List.copyOf(flags);
  }
}
