@NullMarked
package dev.vedette.notify.channel.redis;

import org.jspecify.annotations.NullMarked;
