/**
 * Real processes for tests and the demo: {@code redis-server}, {@code redis-sentinel}, and groups
 * of them, on loopback and free ports, with nothing left behind.
 */
@NullMarked
package dev.vedette.testing;

import org.jspecify.annotations.NullMarked;
