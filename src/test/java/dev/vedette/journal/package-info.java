@NullMarked
package dev.vedette.journal;

import org.jspecify.annotations.NullMarked;
