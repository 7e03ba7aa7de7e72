package dev.vedette.api.notification;

import dev.vedette.notify.NotifyStatus.ChannelStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel. */
@Schema(name = "Channel", description = "A way to tell somebody, as it is loaded.")
record ChannelResource(
    @Schema(example = "ops-mail") String name,
    @Schema(description = "Its kind.", example = "email") String type,
    @Schema(description = "Where it leads, without secrets.", example = "smtp.example.org:587")
        String target,
    @Schema(description = "Why nothing is sent to it any more; null while it is used.")
        @Nullable String disabledBecause,
    @Schema(description = "How long an attempt may take.") long timeoutMillis,
    @Schema(description = "How often a delivery is attempted; 0 for as often as its age allows.")
        int maxAttempts,
    @Schema(description = "No attempt begins later than that after the event; 0 for no bound.")
        long maxAgeMillis,
    @Schema(description = "How many deliveries may wait; above it the oldest are dropped.")
        int maxQueued) {

  static ChannelResource of(ChannelStatus status) {
    return new ChannelResource(
        status.name(),
        status.type(),
        status.target(),
        status.disabledBecause().isEmpty() ? null : status.disabledBecause(),
        status.timeoutMillis(),
        status.maxAttempts(),
        status.maxAgeMillis(),
        status.maxQueued());
  }

  /** All channels. */
  @Schema(name = "ChannelList", description = "The channels, by name.")
  record ChannelList(List<ChannelResource> items, @Schema(example = "1") int total) {
    static ChannelList of(List<ChannelStatus> channels) {
      return new ChannelList(channels.stream().map(ChannelResource::of).toList(), channels.size());
    }
  }
}
