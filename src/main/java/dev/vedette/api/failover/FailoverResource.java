package dev.vedette.api.failover;

import static dev.vedette.api.failover.FailoverSummary.known;
import static dev.vedette.api.failover.FailoverSummary.millis;
import static dev.vedette.api.failover.FailoverSummary.millisOrNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vedette.api.shape.VerdictResource;
import dev.vedette.api.shape.Words;
import dev.vedette.journal.failover.FailoverRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a failover.
 *
 * @param summary what the list shows
 * @param evidence who saw the master down, and when
 * @param votes who voted for whom
 * @param candidates the replicas and the findings on them, best first
 * @param dataGap how far the new master was behind, null when unknown
 * @param phases the states it went through, empty when another sentinel led it
 * @param replicas how the other replicas were moved, empty when another sentinel led it
 * @param steps its events in their order
 */
@Schema(name = "Failover", description = "All that is known about a failover.")
public record FailoverResource(
    @JsonUnwrapped FailoverSummary summary,
    Evidence evidence,
    Votes votes,
    @Schema(description = "The replicas and the findings on them, best first.")
        List<VerdictResource> candidates,
    @Schema(description = "Null when an offset is unknown.") @Nullable DataGapResource dataGap,
    @Schema(description = "The states it went through; empty when another sentinel led it.")
        List<PhaseResource> phases,
    @Schema(description = "How the other replicas were moved.") List<MoveResource> replicas,
    @Schema(description = "Its events in their order.") List<StepResource> steps) {

  public FailoverResource {
    candidates = List.copyOf(candidates);
    phases = List.copyOf(phases);
    replicas = List.copyOf(replicas);
    steps = List.copyOf(steps);
  }

  /**
   * Who saw the master down, and when.
   *
   * @param subjectivelyDownAt when this sentinel did, null when it did not
   * @param objectivelyDownAt when enough agreed, null when they did not
   * @param agreement how many agreed then, null without agreement
   * @param peers what each peer had told
   */
  @Schema(description = "Who saw the master down, and when.")
  public record Evidence(
      @Schema(description = "When this sentinel saw it down; null when it did not.")
          @Nullable Instant subjectivelyDownAt,
      @Schema(description = "When enough sentinels agreed; null when they did not.")
          @Nullable Instant objectivelyDownAt,
      @Schema(description = "How many agreed then, of the quorum.", example = "2/2")
          @Nullable String agreement,
      @Schema(description = "What each peer had told.") List<OpinionResource> peers) {}

  /**
   * What a peer had told.
   *
   * @param runId the peer
   * @param address where it is
   * @param seesDown whether it saw the master down
   * @param votedFor run id that it voted for, null for none known
   * @param voteEpoch epoch of that vote
   */
  @Schema(name = "Opinion", description = "What a peer had told.")
  public record OpinionResource(
      String runId,
      @Schema(example = "10.0.0.8:26379") String address,
      @Schema(example = "true") boolean seesDown,
      @Nullable String votedFor,
      @Schema(example = "4") long voteEpoch) {}

  /**
   * The election.
   *
   * @param quorum how many had to agree, null when unknown
   * @param voters how many could vote, null when unknown
   * @param cast the votes of its epoch that are known
   */
  @Schema(description = "The election.")
  public record Votes(
      @Schema(description = "How many had to agree; null when unknown.", example = "2")
          @Nullable Integer quorum,
      @Schema(description = "How many could vote; null when unknown.", example = "3")
          @Nullable Integer voters,
      @Schema(description = "The votes of its epoch that are known.") List<VoteResource> cast) {}

  /**
   * A vote.
   *
   * @param voter run id of the sentinel that voted
   * @param candidate run id of the sentinel it voted for
   */
  @Schema(name = "FailoverVote", description = "A vote.")
  public record VoteResource(String voter, String candidate) {}

  /**
   * How far the new master was behind the old one.
   *
   * @param masterOffset of the old master in its last INFO
   * @param masterOffsetAgeMillis how old that was
   * @param promotedOffset of the new master
   * @param bytesBehind the difference, at least 0
   */
  @Schema(
      name = "DataGap",
      description = "How far the new master was behind the old one's last known offset.")
  public record DataGapResource(
      @Schema(example = "18202") long masterOffset,
      @Schema(
              description = "How old that offset was; later writes are not in it.",
              example = "4210")
          long masterOffsetAgeMillis,
      @Schema(example = "18202") long promotedOffset,
      @Schema(description = "At least so much is missing.", example = "0") long bytesBehind) {}

  /**
   * A state it was in.
   *
   * @param state the protocol's name of it
   * @param since when it was entered
   * @param durationMillis how long it lasted
   */
  @Schema(name = "Phase", description = "A state that the failover was in.")
  public record PhaseResource(
      @Schema(example = "wait_promotion") String state,
      Instant since,
      @Schema(example = "310") long durationMillis) {}

  /**
   * How a replica was moved to the new master.
   *
   * @param replica its address
   * @param progress how far it got
   * @param sentAt when it was told
   * @param followingAt when it was first seen following, null if it was not
   * @param synchronizedAt when its link was up, null if it was not
   * @param durationMillis from being told to the end, null while it goes on
   */
  @Schema(name = "ReplicaMove", description = "How a replica was moved to the new master.")
  public record MoveResource(
      @Schema(example = "10.0.0.7:6379") String replica,
      @Schema(
              description = "How far it got.",
              allowableValues = {"sent", "synchronizing", "done", "timed_out", "last_try"},
              example = "done")
          String progress,
      Instant sentAt,
      @Nullable Instant followingAt,
      @Nullable Instant synchronizedAt,
      @Schema(description = "Null while it goes on.", example = "1020")
          @Nullable Long durationMillis) {}

  /**
   * An event of the failover.
   *
   * @param time when
   * @param type its name
   * @param payload its text
   */
  @Schema(name = "Step", description = "An event of the failover.")
  public record StepResource(
      Instant time,
      @Schema(example = "+selected-slave") String type,
      @Schema(example = "slave 10.0.0.6:6379 10.0.0.6 6379 @ mymaster 10.0.0.5 6379")
          String payload) {}

  static FailoverResource of(FailoverRecord failover) {
    return new FailoverResource(
        FailoverSummary.of(failover),
        evidence(failover),
        votes(failover),
        failover.candidates().stream().map(VerdictResource::of).toList(),
        gap(failover),
        failover.phases().stream()
            .map(p -> new PhaseResource(p.state(), millis(p.since()), p.durationMillis()))
            .toList(),
        failover.replicas().stream()
            .map(move ->
                new MoveResource(
                    move.replica(),
                    Words.of(move.progress()),
                    millis(move.sentAt()),
                    millisOrNull(move.followingAt()),
                    millisOrNull(move.synchronizedAt()),
                    known(move.durationMillis())))
            .toList(),
        failover.steps().stream()
            .map(s -> new StepResource(millis(s.time()), s.type(), s.payload()))
            .toList());
  }

  private static Evidence evidence(FailoverRecord failover) {
    var detection = failover.detection();
    return new Evidence(
        millisOrNull(detection.subjectivelyDownAt()),
        millisOrNull(detection.objectivelyDownAt()),
        detection.agreement().isEmpty() ? null : detection.agreement(),
        detection.peers().stream()
            .map(peer ->
                new OpinionResource(
                    peer.runId(),
                    peer.address(),
                    peer.seesDown(),
                    peer.votedFor(),
                    peer.voteEpoch()))
            .toList());
  }

  private static Votes votes(FailoverRecord failover) {
    return new Votes(
        failover.quorum() == 0 ? null : failover.quorum(),
        failover.voters() == 0 ? null : failover.voters(),
        failover.votes().stream()
            .map(vote -> new VoteResource(vote.voter(), vote.candidate()))
            .toList());
  }

  private static @Nullable DataGapResource gap(FailoverRecord failover) {
    var gap = failover.dataGap();
    return gap == null
        ? null
        : new DataGapResource(
            gap.masterOffset(),
            gap.masterOffsetAgeMillis(),
            gap.promotedOffset(),
            gap.bytesBehind());
  }
}
