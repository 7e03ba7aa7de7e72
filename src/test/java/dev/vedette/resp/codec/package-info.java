@NullMarked
package dev.vedette.resp.codec;

import org.jspecify.annotations.NullMarked;
