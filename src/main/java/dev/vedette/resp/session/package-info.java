/** A connected client: its state, the order of its commands, its bounded output. */
@NullMarked
package dev.vedette.resp.session;

import org.jspecify.annotations.NullMarked;
