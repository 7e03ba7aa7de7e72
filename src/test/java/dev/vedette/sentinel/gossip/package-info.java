@NullMarked
package dev.vedette.sentinel.gossip;

import org.jspecify.annotations.NullMarked;
