@NullMarked
package dev.vedette.notify.channel.script;

import org.jspecify.annotations.NullMarked;
