/** Sockets: listening, TLS, Unix domain sockets, limits on connections. */
@NullMarked
package dev.vedette.resp.transport;

import org.jspecify.annotations.NullMarked;
