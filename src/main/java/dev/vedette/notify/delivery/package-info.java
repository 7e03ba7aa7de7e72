/**
 * The durable queue: a delivery is on disk before it is attempted, is attempted in order for each
 * channel and master, again after a failure, and ends delivered or as a dead letter.
 */
@NullMarked
package dev.vedette.notify.delivery;

import org.jspecify.annotations.NullMarked;
