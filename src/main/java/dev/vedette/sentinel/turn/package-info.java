/**
 * One step under way: its time, its chances, its effects, and whether time can be trusted (TILT).
 */
@NullMarked
package dev.vedette.sentinel.turn;

import org.jspecify.annotations.NullMarked;
