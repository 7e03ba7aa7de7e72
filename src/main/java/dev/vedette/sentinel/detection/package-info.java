/** Watching: when to ping, what an answer means, and who is subjectively or objectively down. */
@NullMarked
package dev.vedette.sentinel.detection;

import org.jspecify.annotations.NullMarked;
