/**
 * Connections to Redis nodes and peer sentinels: full-duplex, on a few event loops, with TLS, AUTH
 * and name look-ups. What happens there arrives as {@link dev.vedette.sentinel.message.Input}s;
 * nothing is decided here.
 */
@NullMarked
package dev.vedette.link;

import org.jspecify.annotations.NullMarked;
