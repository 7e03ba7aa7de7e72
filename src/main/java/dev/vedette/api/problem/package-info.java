/** Everything that can go wrong, as problem details (RFC 9457). */
@NullMarked
package dev.vedette.api.problem;

import org.jspecify.annotations.NullMarked;
