package dev.vedette.sentinel.view;

import dev.vedette.sentinel.message.Request.CrashPoint;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This sentinel and all it watches, at one moment.
 *
 * @param myId our run id
 * @param currentEpoch greatest epoch seen
 * @param settings global settings as they are now
 * @param tiltForMillis how long we have been in TILT, null when we are not
 * @param crashPoints where the next failover will crash us, on request
 * @param skippedHellos hello messages skipped so far because they were malformed or about unknown
 *     masters
 * @param idUsedAt where another process announces our run id, {@code host:port}; null when none
 *     does
 * @param masters all masters, in the order they were added
 */
public record SentinelView(
    String myId,
    long currentEpoch,
    SentinelSettings settings,
    @Nullable Long tiltForMillis,
    Set<CrashPoint> crashPoints,
    long skippedHellos,
    @Nullable String idUsedAt,
    List<MasterView> masters) {

  public SentinelView {
    crashPoints = Set.copyOf(crashPoints);
    masters = List.copyOf(masters);
  }

  /** The same with those masters. */
  public SentinelView withMasters(List<MasterView> others) {
    return new SentinelView(
        myId, currentEpoch, settings, tiltForMillis, crashPoints, skippedHellos, idUsedAt, others);
  }
}
