/** The RESP wire format: requests in, replies out, with Redis's limits and error texts. */
@NullMarked
package dev.vedette.resp.codec;

import org.jspecify.annotations.NullMarked;
