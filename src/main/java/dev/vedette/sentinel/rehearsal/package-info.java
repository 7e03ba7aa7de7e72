/**
 * A failover played without a network, so that the code of the first real one has run before: warm
 * code decides in microseconds what takes cold code a hundred milliseconds.
 */
@NullMarked
package dev.vedette.sentinel.rehearsal;

import org.jspecify.annotations.NullMarked;
