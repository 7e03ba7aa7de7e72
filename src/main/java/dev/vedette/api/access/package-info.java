/** The way from a web request to the engine and back, with a time limit. */
@NullMarked
package dev.vedette.api.access;

import org.jspecify.annotations.NullMarked;
