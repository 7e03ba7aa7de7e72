package dev.vedette.api.master;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node can take the traffic that is asked about.
 *
 * @param master name of the master
 * @param node the node
 * @param ok whether it can
 * @param reason why, or why not
 * @param lagBytes how far a replica is behind, null when unknown and for a primary
 * @param lagSeconds since a replica last heard of its master, null when unknown and for a primary
 */
@Schema(name = "NodeCheck", description = "Whether a node can take the traffic asked about.")
public record NodeCheckResource(
    @Schema(example = "mymaster") String master,
    @Schema(example = "10.0.0.5:6379") String node,
    @Schema(description = "The same as status 200.", example = "true") boolean ok,
    @Schema(description = "Why, or why not.", example = "it is the master and answers")
        String reason,
    @Schema(description = "How far a replica is behind; null when unknown.", example = "0")
        @Nullable Long lagBytes,
    @Schema(
            description = "Since a replica last heard of its master; null when unknown.",
            example = "1")
        @Nullable Long lagSeconds) {}
