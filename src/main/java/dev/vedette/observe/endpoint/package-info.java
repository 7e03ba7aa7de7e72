/** Actuator endpoints of our own. */
@NullMarked
package dev.vedette.observe.endpoint;

import org.jspecify.annotations.NullMarked;
