/** What holds for every request: limits, unknown parameters, and error pages that are JSON. */
@NullMarked
package dev.vedette.api.web;

import org.jspecify.annotations.NullMarked;
