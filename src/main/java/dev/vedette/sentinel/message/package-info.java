/** What goes in and out of the state machine: inputs, requests and replies; effects and answers. */
@NullMarked
package dev.vedette.sentinel.message;

import org.jspecify.annotations.NullMarked;
