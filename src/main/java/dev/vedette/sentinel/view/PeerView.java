package dev.vedette.sentinel.view;

import org.jspecify.annotations.Nullable;

/**
 * Another sentinel, as it concerns one master.
 *
 * @param instance what every instance has
 * @param lastHelloMillis since its last hello message
 * @param saysMasterDown whether it answered lately that it sees the master down
 * @param votedLeader run id it voted for, null for none known
 * @param votedLeaderEpoch epoch of that vote
 */
public record PeerView(
    InstanceView instance,
    long lastHelloMillis,
    boolean saysMasterDown,
    @Nullable String votedLeader,
    long votedLeaderEpoch) {}
