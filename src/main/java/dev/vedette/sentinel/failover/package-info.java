/** From the decision to fail over to the last replica moved, and the corrections outside of one. */
@NullMarked
package dev.vedette.sentinel.failover;

import org.jspecify.annotations.NullMarked;
