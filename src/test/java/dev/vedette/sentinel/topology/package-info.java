@NullMarked
package dev.vedette.sentinel.topology;

import org.jspecify.annotations.NullMarked;
