/**
 * The one thread that owns the {@link dev.vedette.sentinel.Sentinel}: a bounded inbox in, effects
 * out in their order, state on disk before whatever depends on it. The interfaces here are what the
 * engine needs of the outside; other rooms implement them.
 */
@NullMarked
package dev.vedette.engine;

import org.jspecify.annotations.NullMarked;
