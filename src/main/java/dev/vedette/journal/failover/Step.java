package dev.vedette.journal.failover;

import java.time.Instant;

/**
 * An event of a failover.
 *
 * @param time wall time
 * @param type its wire name, such as {@code +selected-slave}
 * @param payload its text
 */
public record Step(Instant time, String type, String payload) {}
