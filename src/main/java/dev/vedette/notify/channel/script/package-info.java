/** Telling an executable of the operator. */
@NullMarked
package dev.vedette.notify.channel.script;

import org.jspecify.annotations.NullMarked;
