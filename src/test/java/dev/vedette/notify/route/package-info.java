@NullMarked
package dev.vedette.notify.route;

import org.jspecify.annotations.NullMarked;
