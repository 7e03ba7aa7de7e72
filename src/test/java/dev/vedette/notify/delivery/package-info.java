@NullMarked
package dev.vedette.notify.delivery;

import org.jspecify.annotations.NullMarked;
