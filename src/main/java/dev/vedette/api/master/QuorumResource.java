package dev.vedette.api.master;

import dev.vedette.api.shape.AddressResource;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.PeerView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a failover of a master could be agreed upon now.
 *
 * @param status {@code ok}, or what is missing
 * @param message the same for people
 * @param usable sentinels that could vote now, counting this one
 * @param voters all sentinels known for the master, counting this one
 * @param quorum how many must see it down
 * @param majority how many must vote for a leader
 * @param unusable the peers that could not vote now, and why
 */
@Schema(name = "Quorum", description = "Whether a failover of a master could be agreed upon now.")
public record QuorumResource(
    @Schema(
            description = "`ok`, or what is missing.",
            allowableValues = {"ok", "no_quorum", "no_majority", "no_quorum_and_no_majority"},
            example = "ok")
        String status,
    @Schema(
            description = "The same for people.",
            example = "3 of 3 sentinels can vote; that is enough for the quorum and the majority.")
        String message,
    @Schema(description = "Sentinels that could vote now, counting this one.", example = "3")
        int usable,
    @Schema(description = "All known sentinels, counting this one.", example = "3") int voters,
    @Schema(description = "How many must see the master down.", example = "2") int quorum,
    @Schema(description = "How many must vote for a leader.", example = "2") int majority,
    @Schema(description = "The peers that could not vote now.") List<UnusablePeer> unusable) {

  public QuorumResource {
    unusable = List.copyOf(unusable);
  }

  /**
   * A peer that could not vote now.
   *
   * @param runId its run id
   * @param address where it is
   * @param reason why
   * @param since since when
   * @param detail the numbers behind the reason
   */
  @Schema(description = "A peer that could not vote now, and why.")
  public record UnusablePeer(
      @Schema(description = "Its run id; empty while unknown.") String runId,
      AddressResource address,
      @Schema(
              description = "Why it could not vote.",
              allowableValues = {"not_connected", "no_answer"},
              example = "no_answer")
          String reason,
      @Schema(description = "Since when.") @Nullable Instant since,
      @Schema(description = "The numbers behind the reason.") String detail) {

    static UnusablePeer of(PeerView peer, Picture picture) {
      InstanceView instance = peer.instance();
      String silence =
          "last acceptable reply to PING %d ms ago, allowed are %d ms"
              .formatted(instance.lastOkPingReplyMillis(), instance.downAfterMillis());
      return new UnusablePeer(
          instance.runId(),
          picture.address(instance.address()),
          instance.connected() ? "no_answer" : "not_connected",
          picture.ago(instance.sdownForMillis()),
          instance.connected() ? "connected, but " + silence : "not connected; " + silence);
    }
  }

  static QuorumResource of(MasterView master, Picture picture) {
    int usable = master.usableSentinels();
    int quorum = master.settings().quorum();
    boolean enoughForQuorum = usable >= quorum;
    boolean enoughForMajority = usable >= master.majority();
    return new QuorumResource(
        status(enoughForQuorum, enoughForMajority),
        message(master, enoughForQuorum, enoughForMajority),
        usable,
        master.voters(),
        quorum,
        master.majority(),
        master.peers().stream()
            .filter(peer -> peer.instance().sdownForMillis() != null)
            .map(peer -> UnusablePeer.of(peer, picture))
            .toList());
  }

  private static String status(boolean quorum, boolean majority) {
    if (quorum) {
      return majority ? "ok" : "no_majority";
    }
    return majority ? "no_quorum" : "no_quorum_and_no_majority";
  }

  private static String message(MasterView master, boolean quorum, boolean majority) {
    String counted =
        "%d of %d sentinels can vote; ".formatted(master.usableSentinels(), master.voters());
    if (quorum && majority) {
      return counted + "that is enough for the quorum and the majority" + ownVote(master);
    }
    return counted
        + "needed are %d for the quorum and %d for the majority"
            .formatted(master.settings().quorum(), master.majority())
        + ownVote(master);
  }

  private static String ownVote(MasterView master) {
    return master.ownVoteNote() + ".";
  }
}
