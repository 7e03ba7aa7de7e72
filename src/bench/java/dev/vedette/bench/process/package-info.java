/**
 * The processes that are measured, what they use, and the free ports and limits of this machine.
 */
@NullMarked
package dev.vedette.bench.process;

import org.jspecify.annotations.NullMarked;
