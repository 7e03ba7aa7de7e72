package dev.vedette.journal.failover;

/**
 * A vote in the epoch of a failover.
 *
 * @param voter run id of the sentinel that voted
 * @param candidate run id of the sentinel it voted for
 */
public record Vote(String voter, String candidate) {}
