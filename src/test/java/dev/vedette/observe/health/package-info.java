@NullMarked
package dev.vedette.observe.health;

import org.jspecify.annotations.NullMarked;
