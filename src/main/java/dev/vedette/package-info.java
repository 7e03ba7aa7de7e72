/**
 * Vedette keeps Redis and Valkey masters available.
 *
 * <p>This package is the composition root: the main class and the Spring contexts that wire the
 * rooms together. It may import every room; no room imports it.
 */
@NullMarked
package dev.vedette;

import org.jspecify.annotations.NullMarked;
