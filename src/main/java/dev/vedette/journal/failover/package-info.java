/**
 * The story of each failover, put together from the events: who led it and why, who voted, who was
 * a candidate, how long each state took, and how it ended. Pure: no database, no clock, no thread.
 */
@NullMarked
package dev.vedette.journal.failover;

import org.jspecify.annotations.NullMarked;
