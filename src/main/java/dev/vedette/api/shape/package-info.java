/** Shapes of the wire format that several resources share. */
@NullMarked
package dev.vedette.api.shape;

import org.jspecify.annotations.NullMarked;
