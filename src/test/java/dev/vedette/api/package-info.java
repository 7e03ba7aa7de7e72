@NullMarked
package dev.vedette.api;

import org.jspecify.annotations.NullMarked;
