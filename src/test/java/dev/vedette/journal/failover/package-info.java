@NullMarked
package dev.vedette.journal.failover;

import org.jspecify.annotations.NullMarked;
