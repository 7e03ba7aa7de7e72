package dev.vedette.sentinel.topology;

/**
 * What a sentinel of another group said on a node of ours.
 *
 * @param group name of that group
 * @param master where its master is, {@code host:port}
 * @param heardAt when it was last heard
 */
public record Claim(String group, String master, long heardAt) {}
