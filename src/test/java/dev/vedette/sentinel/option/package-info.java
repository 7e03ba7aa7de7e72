@NullMarked
package dev.vedette.sentinel.option;

import org.jspecify.annotations.NullMarked;
