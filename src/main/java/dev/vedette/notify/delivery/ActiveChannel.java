package dev.vedette.notify.delivery;

import dev.vedette.notify.channel.Channel;

/**
 * A channel in use.
 *
 * @param channel itself
 * @param plan when a failed delivery is attempted again
 * @param maxConcurrent how many attempts are made at a time
 * @param maxQueued how many deliveries may wait; above it the oldest are dropped
 */
public record ActiveChannel(Channel channel, RetryPlan plan, int maxConcurrent, int maxQueued) {}
