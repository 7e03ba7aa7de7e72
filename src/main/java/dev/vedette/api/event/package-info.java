/** What happened: pages of history and a live stream. */
@NullMarked
package dev.vedette.api.event;

import org.jspecify.annotations.NullMarked;
