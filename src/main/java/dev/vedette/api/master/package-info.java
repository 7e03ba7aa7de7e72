/** Masters and whatever belongs to one: replicas, sentinels, quorum, candidates, nodes. */
@NullMarked
package dev.vedette.api.master;

import org.jspecify.annotations.NullMarked;
