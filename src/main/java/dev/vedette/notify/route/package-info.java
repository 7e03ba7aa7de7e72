/**
 * Which alert goes where, when, and from which sentinel: matchers, sets, grouping, pacing,
 * silences. Pure: no clock, no thread, no I/O; times are milliseconds that the caller hands in.
 */
@NullMarked
package dev.vedette.notify.route;

import org.jspecify.annotations.NullMarked;
