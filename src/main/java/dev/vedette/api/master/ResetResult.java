package dev.vedette.api.master;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What a reset did.
 *
 * @param reset how many masters were reset
 */
@Schema(description = "What a reset did.")
public record ResetResult(
    @Schema(description = "How many masters were reset.", example = "1") long reset) {}
