@NullMarked
package dev.vedette.observe;

import org.jspecify.annotations.NullMarked;
