/**
 * The Helm chart in {@code helm/vedette}: rendered by helm's own library, read into typed models,
 * and started.
 */
@NullMarked
package dev.vedette.helm;

import org.jspecify.annotations.NullMarked;
