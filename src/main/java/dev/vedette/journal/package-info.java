/**
 * What happened, kept: events and failover records in an embedded SQL database file, written by one
 * thread, so that neither a slow disk nor a broken database can hold the engine up.
 *
 * <p>{@link dev.vedette.journal.Journal} is the way in for readers. An entry is <em>accepted</em>
 * when it is committed; nothing is shown to a reader before.
 */
@NullMarked
package dev.vedette.journal;

import org.jspecify.annotations.NullMarked;
