/**
 * One test for each sentence of the documentation of Sentinel ("High availability with Redis
 * Sentinel", "Sentinel client guidelines") that says what a sentinel does, grouped by its chapters.
 * A test that fails here means that somebody's expectation is broken.
 */
@NullMarked
package dev.vedette.sentinel.documented;

import org.jspecify.annotations.NullMarked;
