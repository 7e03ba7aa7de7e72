/** Immutable pictures of the state, for everyone who only looks. */
@NullMarked
package dev.vedette.sentinel.view;

import org.jspecify.annotations.NullMarked;
