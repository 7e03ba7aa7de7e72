/**
 * What there is to tell: events as {@link dev.vedette.notify.alert.Alert}s, the problems they open
 * and close, and the failover they belong to. Pure: no clock, no thread, no I/O.
 */
@NullMarked
package dev.vedette.notify.alert;

import org.jspecify.annotations.NullMarked;
