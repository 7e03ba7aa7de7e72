/** Telling the log. */
@NullMarked
package dev.vedette.notify.channel.log;

import org.jspecify.annotations.NullMarked;
