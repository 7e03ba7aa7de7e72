/** Channels, patterns and who listens to them. */
@NullMarked
package dev.vedette.resp.pubsub;

import org.jspecify.annotations.NullMarked;
