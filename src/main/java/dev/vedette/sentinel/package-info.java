/**
 * The decisions of a Sentinel, as one deterministic state machine: {@link
 * dev.vedette.sentinel.Sentinel#step} is the only way in. Nothing here does I/O, knows a clock, a
 * thread or a framework.
 */
@NullMarked
package dev.vedette.sentinel;

import org.jspecify.annotations.NullMarked;
