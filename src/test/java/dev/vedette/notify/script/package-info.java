@NullMarked
package dev.vedette.notify.script;

import org.jspecify.annotations.NullMarked;
