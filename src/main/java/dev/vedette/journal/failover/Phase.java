package dev.vedette.journal.failover;

import java.time.Instant;

/**
 * A state that a failover of ours was in.
 *
 * @param state the protocol's name of it, such as {@code wait_promotion}
 * @param since when it was entered
 * @param durationMillis how long it lasted; so far, for the last one of a failover in progress
 */
public record Phase(String state, Instant since, long durationMillis) {}
