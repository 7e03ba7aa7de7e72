@NullMarked
package dev.vedette.resp.transport;

import org.jspecify.annotations.NullMarked;
