package dev.vedette.api.master;

import dev.vedette.api.shape.AddressResource;
import dev.vedette.sentinel.view.MasterView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A master, as this sentinel sees it.
 *
 * @param name its name
 * @param address where clients are to go: the promoted replica once its promotion is confirmed
 * @param masterAddress where the instance is that the rest of this record is about
 * @param status whether it is up
 * @param since since when
 * @param runId its run id, empty while unknown
 * @param flags the protocol's words
 * @param roleReported what it says of itself
 * @param infoAgeMillis age of its last INFO, null before the first
 * @param configEpoch epoch of the failover that made it master
 * @param vote the last vote given for it
 * @param failover the failover that this sentinel drives
 * @param link how the connections to it are
 * @param replicas how many replicas it has
 * @param sentinels how many sentinels watch it, counting this one
 * @param options its options
 */
@Schema(name = "Master", description = "A master, as this sentinel sees it.")
public record MasterResource(
    @Schema(example = "mymaster") String name,
    @Schema(
            description =
                "Where clients are to go: the promoted replica once its promotion is confirmed,"
                    + " else the master.")
        AddressResource address,
    @Schema(description = "Where the instance is that the rest of this record is about.")
        AddressResource masterAddress,
    @Schema(
            allowableValues = {"ok", "sdown", "odown"},
            example = "ok")
        String status,
    @Schema(description = "Since when it has that status.") Instant since,
    @Schema(
            description = "Its run id; empty while unknown.",
            example = "0f2a4f3f6c1f4b0e9d7a8b6c5d4e3f2a1b0c9d8e")
        String runId,
    @Schema(description = "The words of `SENTINEL MASTER`.", example = "[\"master\"]")
        List<String> flags,
    @Schema(description = "`master` or `slave`, as it says of itself.", example = "master")
        String roleReported,
    @Schema(description = "Age of its last INFO; null before the first.", example = "4210")
        @Nullable Long infoAgeMillis,
    @Schema(description = "Epoch of the failover that made it master.", example = "3")
        long configEpoch,
    Vote vote,
    FailoverStatus failover,
    LinkResource link,
    @Schema(description = "How many replicas it has.", example = "2") int replicas,
    @Schema(description = "How many sentinels watch it, counting this one.", example = "3")
        int sentinels,
    MasterOptions options) {

  /**
   * The last vote given for a master.
   *
   * @param leader run id that got it, null for none
   * @param epoch its epoch
   */
  @Schema(name = "LastVote", description = "The last vote this sentinel gave for the master.")
  public record Vote(
      @Schema(description = "Run id that got it; null for none.") @Nullable String leader,
      @Schema(example = "3") long epoch) {}

  /**
   * The failover that this sentinel drives.
   *
   * @param state where it stands, {@code none} without one
   * @param epoch its epoch, or that of the last one
   * @param promoting the replica being promoted, null for none
   */
  @Schema(description = "The failover that this sentinel drives.")
  public record FailoverStatus(
      @Schema(
              description = "Where it stands.",
              allowableValues = {
                "none",
                "wait_start",
                "select_slave",
                "send_slaveof_noone",
                "wait_promotion",
                "reconf_slaves",
                "update_config"
              },
              example = "none")
          String state,
      @Schema(description = "Its epoch, or that of the last one; 0 for never.", example = "0")
          long epoch,
      @Schema(description = "Address of the replica being promoted; null for none.")
          @Nullable String promoting) {}

  public MasterResource {
    flags = List.copyOf(flags);
  }

  static MasterResource of(MasterView master, Picture picture) {
    StatusResource status = picture.status(master);
    return new MasterResource(
        master.name(),
        picture.address(master.address()),
        picture.address(master.instance().address()),
        status.status(),
        status.since(),
        master.instance().runId(),
        master.instance().flags(),
        master.node().roleReported(),
        master.node().infoRefreshMillis(),
        master.configEpoch(),
        new Vote(master.leader(), master.leaderEpoch()),
        new FailoverStatus(
            master.failoverState().wireName(), master.failoverEpoch(), master.promoted()),
        LinkResource.of(master.instance()),
        master.replicas().size(),
        master.voters(),
        MasterOptions.of(master.settings()));
  }
}
