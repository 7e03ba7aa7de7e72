/** What the commands do that need nothing of the core. */
@NullMarked
package dev.vedette.resp.handler;

import org.jspecify.annotations.NullMarked;
