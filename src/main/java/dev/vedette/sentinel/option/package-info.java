/**
 * Options that can be changed while running, from the words of {@code SENTINEL SET}, {@code
 * SENTINEL CONFIG SET} and {@code SENTINEL DEBUG} (or from one value each, for callers that have no
 * words) to {@link dev.vedette.sentinel.message.Request}s. Everything is checked before a request
 * exists, so a bad value changes nothing.
 */
@NullMarked
package dev.vedette.sentinel.option;

import org.jspecify.annotations.NullMarked;
