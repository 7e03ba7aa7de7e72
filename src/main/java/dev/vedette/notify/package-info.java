/**
 * Telling people and machines what happened: routes choose, the delivery queue keeps, channels
 * send. Nothing in here can delay the engine: what it hands over is queued and bounded.
 */
@NullMarked
package dev.vedette.notify;

import org.jspecify.annotations.NullMarked;
