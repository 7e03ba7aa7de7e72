@NullMarked
package dev.vedette.resp.listen;

import org.jspecify.annotations.NullMarked;
