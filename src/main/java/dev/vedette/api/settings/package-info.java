/** This sentinel as a whole: its identity, its settings, and its failure simulation. */
@NullMarked
package dev.vedette.api.settings;

import org.jspecify.annotations.NullMarked;
