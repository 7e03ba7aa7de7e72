@NullMarked
package dev.vedette.notify.channel.webhook;

import org.jspecify.annotations.NullMarked;
