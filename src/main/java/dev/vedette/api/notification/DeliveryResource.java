package dev.vedette.api.notification;

import dev.vedette.api.shape.Words;
import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.AlertText;
import dev.vedette.notify.delivery.Delivery;
import dev.vedette.notify.delivery.DeliveryState;
import dev.vedette.notify.route.Item;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery. */
@Schema(name = "Delivery", description = "A message on its way to a channel, or at its end.")
record DeliveryResource(
    @Schema(description = "Its number in the queue.", example = "42") long id,
    @Schema(
            description = "Id of the message; the same for every channel and every attempt.",
            example = "msg_5f0c2a3b9d1e4c7a8b6f0d12")
        String messageId,
    @Schema(example = "ops-mail") String channel,
    @Schema(example = "essential") String route,
    @Schema(description = "The master it is about; null for none or several.")
        @Nullable String master,
    @Schema(
            description = "Where it stands.",
            allowableValues = {"waiting", "delivered", "dead", "cancelled", "dropped"})
        String state,
    @Schema(description = "How often it was attempted.", example = "1") int attempts,
    @Schema(description = "What it says, in one line.") String summary,
    @Schema(description = "Why the last attempt failed, or what was not right with it.")
        @Nullable String error,
    Instant createdAt,
    @Schema(description = "When its next attempt is due; null when it is over.")
        @Nullable Instant dueAt,
    @Nullable Instant finishedAt,
    List<AlertResource> alerts) {

  /** An alert of a message. */
  @Schema(name = "DeliveryAlert", description = "An event that a message tells.")
  record AlertResource(
      @Schema(example = "+switch-master") String event,
      String payload,
      @Schema(description = "In plain words.") String text,
      @Schema(allowableValues = {"event", "reminder", "resolved"}) String kind,
      @Schema(allowableValues = {"critical", "warning", "info"}) String severity,
      Instant time,
      @Schema(description = "Number of the event within the process.") long sequence,
      long epoch,
      @Schema(allowableValues = {"leader", "observer"}) String role) {

    static AlertResource of(Item item) {
      Alert alert = item.alert();
      return new AlertResource(
          alert.event(),
          alert.payload(),
          AlertText.sentence(alert),
          Words.of(item.kind()),
          Words.of(AlertText.severity(alert)),
          Instant.ofEpochMilli(alert.timeMillis()),
          alert.sequence(),
          alert.epoch(),
          Words.of(alert.role()));
    }
  }

  static DeliveryResource of(Delivery delivery) {
    var message = delivery.notification();
    Long finished = delivery.finishedMillis();
    return new DeliveryResource(
        delivery.seq(),
        message.id(),
        delivery.channel(),
        message.route(),
        message.master(),
        Words.of(delivery.state()),
        delivery.attempts(),
        message.summary(),
        delivery.error(),
        Instant.ofEpochMilli(message.createdMillis()),
        delivery.state() == DeliveryState.WAITING
            ? Instant.ofEpochMilli(delivery.dueMillis())
            : null,
        finished == null ? null : Instant.ofEpochMilli(finished),
        message.items().stream().map(AlertResource::of).toList());
  }

  /** Some deliveries, newest first. */
  @Schema(name = "DeliveryList", description = "A part of the deliveries, newest first.")
  record DeliveryList(
      List<DeliveryResource> items,
      @Schema(description = "Give it as `before` to see older ones; null when there are none.")
          @Nullable Long next) {}

  /** How many were changed. */
  @Schema(name = "DeliveryCount", description = "How many deliveries were changed.")
  record Count(@Schema(example = "3") int count) {}
}
