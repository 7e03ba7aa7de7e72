@NullMarked
package dev.vedette.notify.channel;

import org.jspecify.annotations.NullMarked;
