package dev.vedette.kubernetes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with Kubernetes, at one moment.
 *
 * @param lastSuccess wall time when everything was last looked at without a failure, null before
 * @param failure why the last look ended early, null when it did not
 * @param masters each master that is watched, by name
 * @param requests how many requests were made, by what and how they ended
 * @param updates how many changes were sent, by what and how they ended
 * @param driftCorrections how many changes took back what somebody else had changed, by target
 */
public record KubernetesStatus(
    @Nullable Instant lastSuccess,
    @Nullable String failure,
    Map<String, OfMaster> masters,
    Map<Ended, Long> requests,
    Map<Ended, Long> updates,
    Map<String, Long> driftCorrections) {

  public KubernetesStatus {
    masters = Map.copyOf(masters);
    requests = Map.copyOf(requests);
    updates = Map.copyOf(updates);
    driftCorrections = Map.copyOf(driftCorrections);
  }

  /**
   * One master.
   *
   * @param state {@code in_sync}, {@code writing}, {@code left_to_peer}, {@code behind}, {@code
   *     no_majority} or {@code incomplete}
   * @param epoch the config epoch that is to be written
   * @param problems what somebody has to look at, for people
   */
  public record OfMaster(String state, long epoch, List<String> problems) {

    public OfMaster {
      problems = List.copyOf(problems);
    }

    /** Whether what is written is what the sentinels have agreed. */
    public boolean isInSync() {
      return state.equals(WriteRule.Decision.IN_SYNC.word());
    }
  }

  /**
   * What was asked and how it ended.
   *
   * @param what a target or an operation
   * @param result {@code ok} or why not
   */
  public record Ended(String what, String result) {}
}
