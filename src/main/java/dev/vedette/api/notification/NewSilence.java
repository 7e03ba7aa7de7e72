package dev.vedette.api.notification;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A silence that is to be made. */
@Schema(description = "A silence to make. At least one of masters and events must be given.")
record NewSilence(
    @Schema(description = "Patterns of master names.", example = "[\"test-*\"]")
        @Size(max = 100, message = "must have at most 100 entries")
        @Nullable List<@NotBlank(message = "must not be blank") String> masters,
    @Schema(description = "Patterns of event names.", example = "[\"+sdown\", \"-sdown\"]")
        @Size(max = 100, message = "must have at most 100 entries")
        @Nullable List<@NotBlank(message = "must not be blank") String> events,
    @Schema(description = "From when; now if missing.") @Nullable Instant startsAt,
    @Schema(description = "Until when.") @NotNull(message = "must be given") Instant endsAt,
    @Schema(description = "Who makes it; the user who is logged in if missing.")
        @Size(max = 200, message = "must have at most 200 characters")
        @Nullable String creator,
    @Schema(description = "Why.", example = "maintenance")
        @NotBlank(message = "must say why")
        @Size(max = 1000, message = "must have at most 1000 characters")
        String comment) {}
