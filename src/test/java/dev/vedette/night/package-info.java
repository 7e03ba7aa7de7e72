/**
 * Real nights: real nodes and real sentinels, each on a machine of its own as far as the network is
 * concerned, under faults drawn from a seed and clients that count what was acknowledged to them.
 *
 * <p>Everything here looks from outside, as a client or an operator would: answers on ports, hello
 * messages, log lines. {@link dev.vedette.night.Night} plays the faults one after the other, {@link
 * dev.vedette.night.Judge} says what must not have happened; docs/reliability.md names it.
 */
@NullMarked
package dev.vedette.night;

import org.jspecify.annotations.NullMarked;
