/** What the port listens on, as the settings say it. */
@NullMarked
package dev.vedette.resp.listen;

import org.jspecify.annotations.NullMarked;
