/**
 * Whole groups of sentinels and Redis nodes in virtual time: one seed decides the network, the
 * clocks, the faults and the operators; checks watch what must never happen, and that everything
 * comes to rest once the faults are over.
 */
@NullMarked
package dev.vedette.simulation;

import org.jspecify.annotations.NullMarked;
