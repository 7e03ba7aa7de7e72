package dev.vedette.api.shape;

import dev.vedette.sentinel.event.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Whether a replica could be promoted now, and if not, why.
 *
 * @param replica its address
 * @param fitness the finding
 * @param rank 1 for the one that would be promoted; 0 for unfit ones
 * @param priority its replica-priority
 * @param offset its replication offset
 * @param runId its run id
 * @param detail the numbers behind the finding
 */
@Schema(name = "Verdict", description = "Whether a replica could be promoted now, and if not, why.")
public record VerdictResource(
    @Schema(description = "Address of the replica.", example = "10.0.0.6:6379") String replica,
    @Schema(
            description = "The finding: `fit`, or the first reason against it.",
            allowableValues = {
              "fit",
              "down",
              "disconnected",
              "silent",
              "priority_zero",
              "stale_info",
              "not_a_replica",
              "never_synchronised",
              "foreign_history",
              "cut_off_too_long"
            },
            example = "fit")
        String fitness,
    @Schema(
            description =
                "1 for the replica that would be promoted, counting up; 0 for unfit ones.",
            example = "1")
        int rank,
    @Schema(
            description = "Its `replica-priority`: smaller is better, 0 is never promoted.",
            example = "100")
        int priority,
    @Schema(description = "Its replication offset in bytes; greater is better.", example = "18202")
        long offset,
    @Schema(description = "Its run id; the smaller one breaks a tie. Empty while unknown.")
        String runId,
    @Schema(description = "The numbers behind the finding.") String detail) {

  /** That verdict. */
  public static VerdictResource of(Verdict verdict) {
    return new VerdictResource(
        verdict.replica(),
        Words.of(verdict.fitness()),
        verdict.rank(),
        verdict.priority(),
        verdict.offset(),
        verdict.runId(),
        verdict.detail());
  }
}
