/**
 * What monitoring systems see: metrics, health and actuator endpoints. Everything here looks and
 * changes nothing, and a scrape asks the engine at most one question a second.
 */
@NullMarked
package dev.vedette.observe;

import org.jspecify.annotations.NullMarked;
