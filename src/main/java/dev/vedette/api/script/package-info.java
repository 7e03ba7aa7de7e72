/** Scripts that run or wait. */
@NullMarked
package dev.vedette.api.script;

import org.jspecify.annotations.NullMarked;
