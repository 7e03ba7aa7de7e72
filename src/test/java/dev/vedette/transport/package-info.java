/** Tests of the sockets. */
@NullMarked
package dev.vedette.transport;

import org.jspecify.annotations.NullMarked;
