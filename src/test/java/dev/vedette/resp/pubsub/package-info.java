@NullMarked
package dev.vedette.resp.pubsub;

import org.jspecify.annotations.NullMarked;
