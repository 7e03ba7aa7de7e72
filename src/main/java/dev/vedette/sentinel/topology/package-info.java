/** Masters, replicas, peers and the links to them: what is known, and the arithmetic on it. */
@NullMarked
package dev.vedette.sentinel.topology;

import org.jspecify.annotations.NullMarked;
