package dev.vedette.sentinel.view;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What masters and replicas have and sentinels do not.
 *
 * @param infoRefreshMillis age of the last INFO, null before the first
 * @param roleReported {@code master} or {@code slave}, as it says of itself
 * @param roleReportedForMillis since when
 * @param info the last INFO reply, whole; null before the first
 * @param refusals what it refuses to do, and why, by the command
 */
public record NodeView(
    @Nullable Long infoRefreshMillis,
    String roleReported,
    long roleReportedForMillis,
    @Nullable String info,
    Map<String, String> refusals) {

  public NodeView {
    refusals = Map.copyOf(refusals);
  }
}
