/** What operators decide, and what must survive a restart: the values that the state file holds. */
@NullMarked
package dev.vedette.sentinel.settings;

import org.jspecify.annotations.NullMarked;
