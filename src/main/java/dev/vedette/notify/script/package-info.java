/**
 * Running the operator's scripts: {@link dev.vedette.notify.script.ScriptQueue} has the semantics
 * of a Sentinel's script queue, {@link dev.vedette.notify.script.ScriptProcess} runs one script,
 * and ends it with all its children.
 */
@NullMarked
package dev.vedette.notify.script;

import org.jspecify.annotations.NullMarked;
