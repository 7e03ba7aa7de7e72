package dev.vedette.api.master;

import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.openapi.Answers.UnknownMaster;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looking at masters. */
@RestController
@RequestMapping(path = "/api/v1/masters", produces = "application/json")
@Tag(name = Tags.MASTERS)
public final class MasterController {

  private final SentinelAccess sentinel;
  private final Pictures pictures;

  MasterController(SentinelAccess sentinel, Pictures pictures) {
    this.sentinel = sentinel;
    this.pictures = pictures;
  }

  /** All masters. */
  @GetMapping
  @Operation(
      operationId = "listMasters",
      summary = "List all masters",
      description = "In the order they were added. Like `SENTINEL MASTERS`, but short.")
  @ApiResponse(responseCode = "200", description = "All masters.")
  public MasterList list() {
    SentinelView view = sentinel.view();
    Picture picture = pictures.of(view.settings());
    List<MasterSummary> items =
        view.masters().stream().map(master -> MasterSummary.of(master, picture)).toList();
    return new MasterList(items, items.size());
  }

  /** One master. */
  @GetMapping("/{name}")
  @Operation(
      operationId = "getMaster",
      summary = "Show one master",
      description = "All that is known about it, and its options. Like `SENTINEL MASTER`.")
  @ApiResponse(responseCode = "200", description = "The master.")
  @UnknownMaster
  public MasterResource get(@MasterName @PathVariable String name) {
    return MasterResource.of(sentinel.master(name), pictures.now());
  }

  /** Where its clients are to go. */
  @GetMapping("/{name}/address")
  @Operation(
      operationId = "getMasterAddress",
      summary = "Show where clients are to go",
      description =
          "The address together with its status, so that nobody connects to a master that is known"
              + " to be down. Like `SENTINEL GET-MASTER-ADDR-BY-NAME`.")
  @ApiResponse(responseCode = "200", description = "The address and whether it answers.")
  @ApiResponse(responseCode = "503", ref = "MasterDown")
  @UnknownMaster
  public AddressStatusResource address(
      @MasterName @PathVariable String name,
      @Parameter(description = "`true` to get 503 while the master is down.")
          @RequestParam(defaultValue = "false")
          boolean mustBeUp) {
    AddressStatusResource address = AddressStatusResource.of(sentinel.master(name), pictures.now());
    if (mustBeUp && !address.status().equals("ok")) {
      throw ProblemType.MASTER_DOWN
          .because("Master '" + name + "' is " + address.status() + " since " + address.since())
          .hint("Ask again in a moment; a failover may be under way.")
          .with("address", address);
    }
    return address;
  }

  /** Its replicas. */
  @GetMapping("/{name}/replicas")
  @Operation(
      operationId = "listReplicas",
      summary = "List the replicas of a master",
      description = "In the order they were found. Like `SENTINEL REPLICAS`.")
  @ApiResponse(responseCode = "200", description = "Its replicas.")
  @UnknownMaster
  public ReplicaList replicas(@MasterName @PathVariable String name) {
    MasterView master = sentinel.master(name);
    Picture picture = pictures.now();
    List<ReplicaResource> items =
        master.replicas().stream()
            .map(replica -> ReplicaResource.of(master, replica, picture))
            .toList();
    return new ReplicaList(items, items.size());
  }

  /** The other sentinels that watch it. */
  @GetMapping("/{name}/sentinels")
  @Operation(
      operationId = "listSentinels",
      summary = "List the other sentinels of a master",
      description =
          "All that were ever seen since the last reset, this one excepted. Like `SENTINEL"
              + " SENTINELS`.")
  @ApiResponse(responseCode = "200", description = "The other sentinels.")
  @UnknownMaster
  public PeerList sentinels(@MasterName @PathVariable String name) {
    Picture picture = pictures.now();
    List<PeerResource> items =
        sentinel.master(name).peers().stream().map(peer -> PeerResource.of(peer, picture)).toList();
    return new PeerList(items, items.size());
  }

  /** The last INFO of it and its replicas. */
  @GetMapping("/{name}/info")
  @Operation(
      operationId = "getInfo",
      summary = "Show the last INFO of a master and its replicas",
      description = "As it was received, by section. Like `SENTINEL INFO-CACHE`.")
  @ApiResponse(responseCode = "200", description = "The last INFO of each node.")
  @UnknownMaster
  public InfoResource info(@MasterName @PathVariable String name) {
    MasterView master = sentinel.master(name);
    List<InfoResource.Node> nodes = new ArrayList<>();
    nodes.add(InfoResource.Node.of(master.instance(), master.node(), "master"));
    master
        .replicas()
        .forEach(replica ->
            nodes.add(InfoResource.Node.of(replica.instance(), replica.node(), "replica")));
    return new InfoResource(nodes);
  }

  /** Whether a failover could be agreed upon. */
  @GetMapping("/{name}/quorum")
  @Operation(
      operationId = "getQuorum",
      summary = "Check whether a failover could be agreed upon",
      description =
          "Whether enough sentinels are usable for the quorum and for the majority, and which are"
              + " not and why. Like `SENTINEL CKQUORUM`.")
  @ApiResponse(responseCode = "200", description = "The count, whether it is enough or not.")
  @UnknownMaster
  public QuorumResource quorum(@MasterName @PathVariable String name) {
    return QuorumResource.of(sentinel.master(name), pictures.now());
  }
}
