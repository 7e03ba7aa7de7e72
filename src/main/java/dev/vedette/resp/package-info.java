/**
 * The Sentinel protocol server (port 26379): everything that clients, operators and peers say to us
 * over RESP. {@link dev.vedette.resp.RespServer} is the way in; the core's commands are plugged
 * into it by name.
 */
@NullMarked
package dev.vedette.resp;

import org.jspecify.annotations.NullMarked;
