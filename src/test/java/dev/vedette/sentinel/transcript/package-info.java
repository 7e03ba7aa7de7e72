/**
 * Text files that say what happens and what the sentinel does about it, and the small world they
 * happen in.
 */
@NullMarked
package dev.vedette.sentinel.transcript;

import org.jspecify.annotations.NullMarked;
