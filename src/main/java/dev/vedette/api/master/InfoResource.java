package dev.vedette.api.master;

import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.NodeView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last INFO of a master and its replicas.
 *
 * @param items the master first, then its replicas in the order they were found
 */
@Schema(
    name = "Info",
    description = "The last INFO of a master and its replicas, as it was received.")
public record InfoResource(
    @Schema(description = "The master first, then its replicas.") List<Node> items) {

  public InfoResource {
    items = List.copyOf(items);
  }

  /**
   * The last INFO of one node.
   *
   * @param name master name, or the replica's address
   * @param role what it is to us
   * @param ageMillis how old it is, null when there is none yet
   * @param sections its fields by section
   */
  @Schema(name = "NodeInfo", description = "The last INFO of one node.")
  public record Node(
      @Schema(description = "Master name, or address of the replica.", example = "mymaster")
          String name,
      @Schema(
              allowableValues = {"master", "replica"},
              example = "master")
          String role,
      @Schema(description = "How old it is; null when there is none yet.", example = "4210")
          @Nullable Long ageMillis,
      @Schema(
              description = "Fields by section, all as text.",
              example = "{\"replication\": {\"role\": \"master\", \"connected_slaves\": \"2\"}}")
          Map<String, Map<String, String>> sections) {

    static Node of(InstanceView instance, NodeView node, String role) {
      return new Node(
          instance.name(), role, node.infoRefreshMillis(), InfoText.parse(node.info()).sections());
    }
  }
}
