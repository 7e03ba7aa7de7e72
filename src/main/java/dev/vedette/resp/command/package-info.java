/**
 * The command table of a sentinel: one description per command that feeds checks, ACL and {@code
 * COMMAND}.
 */
@NullMarked
package dev.vedette.resp.command;

import org.jspecify.annotations.NullMarked;
