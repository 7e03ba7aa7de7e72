/** Where things are: hosts, ports, and what names resolve to. Knows nothing else. */
@NullMarked
package dev.vedette.sentinel.place;

import org.jspecify.annotations.NullMarked;
