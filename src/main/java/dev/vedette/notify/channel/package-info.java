/**
 * Ways to tell somebody. One class each; a bean of type {@link dev.vedette.notify.channel.Channel}
 * is one more.
 */
@NullMarked
package dev.vedette.notify.channel;

import org.jspecify.annotations.NullMarked;
