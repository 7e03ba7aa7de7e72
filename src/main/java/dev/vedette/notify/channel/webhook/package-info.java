/** Telling an HTTP server. */
@NullMarked
package dev.vedette.notify.channel.webhook;

import org.jspecify.annotations.NullMarked;
