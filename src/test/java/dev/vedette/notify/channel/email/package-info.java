@NullMarked
package dev.vedette.notify.channel.email;

import org.jspecify.annotations.NullMarked;
