@NullMarked
package dev.vedette.notify.settings;

import org.jspecify.annotations.NullMarked;
