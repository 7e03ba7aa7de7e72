@NullMarked
package dev.vedette.notify;

import org.jspecify.annotations.NullMarked;
