package dev.vedette.api.master;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Which masters to reset.
 *
 * @param pattern matches their names
 */
@Schema(description = "Which masters to reset.")
public record ResetRequest(
    @Schema(
            description = "Matches their names: `*`, `?`, `[abc]`, and a backslash to escape.",
            example = "cache-*")
        @NotNull(message = "must be given")
        @NotEmpty(message = "must not be empty; '*' means all")
        @Size(max = 255, message = "must have at most 255 characters")
        String pattern) {}
