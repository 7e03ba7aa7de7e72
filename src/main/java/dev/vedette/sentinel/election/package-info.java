/** Votes: giving one, asking for them, counting them. */
@NullMarked
package dev.vedette.sentinel.election;

import org.jspecify.annotations.NullMarked;
