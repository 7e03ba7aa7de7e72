@NullMarked
package dev.vedette.resp.session;

import org.jspecify.annotations.NullMarked;
