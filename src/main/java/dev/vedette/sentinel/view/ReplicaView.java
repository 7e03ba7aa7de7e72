package dev.vedette.sentinel.view;

import org.jspecify.annotations.Nullable;

/**
 * One replica.
 *
 * @param instance what every instance has
 * @param node what Redis nodes have
 * @param masterLinkDownMillis how long it says its link to the master has been down, 0 when it is
 *     up, -1 when it has not been up since the node started
 * @param masterLinkUp whether it says that link is up
 * @param masterHost the master it says it follows, null when unknown
 * @param masterPort that master's port
 * @param priority its replica-priority
 * @param offset its replication offset
 * @param announced false when it wants to be left out of {@code SENTINEL REPLICAS}
 * @param foreign why it seems to be of another group, null when it does not
 */
public record ReplicaView(
    InstanceView instance,
    NodeView node,
    long masterLinkDownMillis,
    boolean masterLinkUp,
    @Nullable String masterHost,
    int masterPort,
    int priority,
    long offset,
    boolean announced,
    @Nullable String foreign) {}
