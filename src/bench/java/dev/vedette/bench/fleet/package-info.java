/**
 * Thousands of simulated Redis nodes in one process, each with a listening socket of its own: what
 * sentinels ask them is answered as a real node would, and they can die or freeze in the same
 * instant.
 */
@NullMarked
package dev.vedette.bench.fleet;

import org.jspecify.annotations.NullMarked;
