/**
 * REST under {@code /api/v1}: one small controller per resource, records of its own for everything
 * that is sent, problem details for everything that goes wrong.
 *
 * <p>Conventions of the wire format, which is a contract: property names in camelCase, words of
 * enumerations in lower case, moments as ISO-8601 in UTC, durations as whole milliseconds in
 * properties that end in {@code Millis}. Properties may be added; none changes its meaning.
 */
@NullMarked
package dev.vedette.api;

import org.jspecify.annotations.NullMarked;
