/** What happened, in the words that Sentinel clients parse. */
@NullMarked
package dev.vedette.sentinel.event;

import org.jspecify.annotations.NullMarked;
