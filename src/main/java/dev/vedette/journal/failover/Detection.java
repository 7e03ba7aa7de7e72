package dev.vedette.journal.failover;

import dev.vedette.sentinel.event.Evidence.Opinion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who saw the master down, and when.
 *
 * @param subjectivelyDownAt when we did, null when we did not
 * @param objectivelyDownAt when enough sentinels agreed, null when they did not
 * @param agreement how many of the quorum agreed then, such as {@code 2/2}; empty without agreement
 * @param peers what each peer had told us then, or at our election if that was all we learned
 */
public record Detection(
    @Nullable Instant subjectivelyDownAt,
    @Nullable Instant objectivelyDownAt,
    String agreement,
    List<Opinion> peers) {

  /** The master looked well to us. */
  public static final Detection NONE = new Detection(null, null, "", List.of());

  public Detection {
    peers = List.copyOf(peers);
  }

  /** We still see it down, but not enough others do. */
  Detection withoutAgreement() {
    return new Detection(subjectivelyDownAt, null, "", List.of());
  }
}
