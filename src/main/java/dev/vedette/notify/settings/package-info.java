/**
 * From the properties {@code vedette.notify.*} to routes and channels. Every mistake is reported
 * with the name of the property, before anything is used.
 */
@NullMarked
package dev.vedette.notify.settings;

import org.jspecify.annotations.NullMarked;
