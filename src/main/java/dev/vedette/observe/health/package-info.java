/**
 * Health of the process and of what it watches, and what each status means to whoever restarts or
 * alarms.
 */
@NullMarked
package dev.vedette.observe.health;

import org.jspecify.annotations.NullMarked;
