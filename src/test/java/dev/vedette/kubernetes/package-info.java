@NullMarked
package dev.vedette.kubernetes;

import org.jspecify.annotations.NullMarked;
