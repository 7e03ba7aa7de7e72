@NullMarked
package dev.vedette.resp;

import org.jspecify.annotations.NullMarked;
