package dev.vedette.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the engine is, at one moment.
 *
 * @param running whether its thread takes inputs
 * @param sinceHeartbeatMillis since its loop last came around; more than a few seconds means that
 *     it hangs, because an idle engine turns at least once a second
 * @param turns how often the loop took inputs or ticked
 * @param inputs how many inputs were decided
 * @param inboxDepth what waits in the inbox now
 * @param inboxHighWater the most that ever waited
 * @param blockedOffers how often a link had to wait because the inbox was full
 * @param refusedRequests requests that were refused because too many were waiting
 * @param failedInputs inputs whose decision or effects ended in an exception
 * @param failedListeners exceptions thrown by event listeners and meters
 * @param lastTurnNanos how long the last turn took
 * @param longestTurnNanos how long the longest one took
 * @param events how many events were published
 * @param timeJumps how often the machine turned out to have been suspended
 * @param save how saving goes
 */
public record EngineStatus(
    boolean running,
    long sinceHeartbeatMillis,
    long turns,
    long inputs,
    int inboxDepth,
    int inboxHighWater,
    long blockedOffers,
    long refusedRequests,
    long failedInputs,
    long failedListeners,
    long lastTurnNanos,
    long longestTurnNanos,
    long events,
    long timeJumps,
    SaveStatus save) {

  /**
   * How saving the state goes.
   *
   * @param saves how often it was written
   * @param failures how often it could not be
   * @param lastSaved wall time of the last success, null before the first
   * @param lastSaveNanos how long the last success took
   * @param failure why the last attempt failed, null when it did not: until it works, no vote is
   *     given and changes are answered as not saved
   */
  public record SaveStatus(
      long saves,
      long failures,
      @Nullable Instant lastSaved,
      long lastSaveNanos,
      @Nullable String failure) {}
}
