package dev.vedette.api.failover;

import dev.vedette.api.shape.Words;
import dev.vedette.journal.failover.AbortReason;
import dev.vedette.journal.failover.FailoverRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A failover in the list.
 *
 * @param id of its record
 * @param master name of the master
 * @param epoch its epoch
 * @param role our part
 * @param trigger what it was started for
 * @param outcome how it ended
 * @param abortReason why it was given up, null unless it was
 * @param leader run id of the sentinel that led it, null when unknown
 * @param startedAt when it began for us
 * @param endedAt null while it goes on
 * @param durationMillis null while it goes on, and when it was interrupted
 * @param from where the master was, null when unknown
 * @param to where it went, null while nothing was chosen
 */
@Schema(name = "FailoverSummary", description = "A failover in the list.")
public record FailoverSummary(
    @Schema(example = "01948b6e-1c00-7abc-8def-0123456789ab") String id,
    @Schema(example = "mymaster") String master,
    @Schema(example = "4") long epoch,
    @Schema(
            description = "Whether this sentinel led it.",
            allowableValues = {"leader", "observer"},
            example = "leader")
        String role,
    @Schema(
            description = "What it was started for.",
            allowableValues = {"objectively_down", "operator", "coordinated", "peer"},
            example = "objectively_down")
        String trigger,
    @Schema(
            description =
                "How it ended. `observed`: another sentinel led it and the master has moved;"
                    + " `unseen`: another one got our vote and no move followed; `timed_out`: there"
                    + " is a new master, but some replicas did not follow in time.",
            allowableValues = {
              "in_progress",
              "promoted",
              "timed_out",
              "aborted",
              "observed",
              "unseen",
              "interrupted"
            },
            example = "promoted")
        String outcome,
    @Schema(
            description = "Why it was given up; null unless the outcome is `aborted`.",
            allowableValues = {
              "not_elected",
              "no_good_replica",
              "replica_timeout",
              "master_refused",
              "not_saved",
              "set_aside",
              "superseded",
              "reset",
              "removed"
            })
        @Nullable String abortReason,
    @Schema(description = "Run id of the sentinel that led it; null when unknown.")
        @Nullable String leader,
    @Schema(description = "When it began for this sentinel.") Instant startedAt,
    @Schema(description = "Null while it goes on.") @Nullable Instant endedAt,
    @Schema(description = "Null while it goes on, and when it was interrupted.", example = "1240")
        @Nullable Long durationMillis,
    @Schema(description = "Where the master was; null when unknown.", example = "10.0.0.5:6379")
        @Nullable String from,
    @Schema(
            description = "Where the master went; null while nothing was chosen.",
            example = "10.0.0.6:6379")
        @Nullable String to) {

  static FailoverSummary of(FailoverRecord failover) {
    AbortReason reason = failover.abortReason();
    return new FailoverSummary(
        failover.id(),
        failover.master(),
        failover.epoch(),
        Words.of(failover.part()),
        Words.of(failover.trigger()),
        Words.of(failover.outcome()),
        reason == null ? null : Words.of(reason),
        failover.leader(),
        millis(failover.startedAt()),
        millisOrNull(failover.endedAt()),
        known(failover.durationMillis()),
        failover.from().isEmpty() ? null : failover.from(),
        failover.to());
  }

  static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  static @Nullable Instant millisOrNull(@Nullable Instant time) {
    return time == null ? null : millis(time);
  }

  /** Null for the numbers that mean "unknown". */
  static @Nullable Long known(long value) {
    return value < 0 ? null : value;
  }
}
