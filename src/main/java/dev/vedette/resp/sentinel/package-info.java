/**
 * {@code SENTINEL} and all its subcommands: words in, requests to the engine, replies field for
 * field as Redis gives them.
 */
@NullMarked
package dev.vedette.resp.sentinel;

import org.jspecify.annotations.NullMarked;
