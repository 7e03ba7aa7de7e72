/** Hello messages: how sentinels find each other and agree on the newest configuration. */
@NullMarked
package dev.vedette.sentinel.gossip;

import org.jspecify.annotations.NullMarked;
