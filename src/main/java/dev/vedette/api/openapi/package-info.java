/** The OpenAPI document and the Swagger UI. */
@NullMarked
package dev.vedette.api.openapi;

import org.jspecify.annotations.NullMarked;
