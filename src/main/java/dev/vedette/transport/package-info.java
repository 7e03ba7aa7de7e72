/**
 * Sockets of both directions on a few event loops: accepting, dialling, TLS. It knows no RESP and
 * decides nothing; nothing that may block runs on a loop.
 */
@NullMarked
package dev.vedette.transport;

import org.jspecify.annotations.NullMarked;
