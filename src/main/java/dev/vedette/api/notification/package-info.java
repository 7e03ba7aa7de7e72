/** The notification queue, silences, routes and channels over HTTP. */
@NullMarked
package dev.vedette.api.notification;

import org.jspecify.annotations.NullMarked;
