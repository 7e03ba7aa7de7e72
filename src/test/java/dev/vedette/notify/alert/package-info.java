@NullMarked
package dev.vedette.notify.alert;

import org.jspecify.annotations.NullMarked;
