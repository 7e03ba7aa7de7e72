/** Records of failovers, led or only seen. */
@NullMarked
package dev.vedette.api.failover;

import org.jspecify.annotations.NullMarked;
