package dev.vedette.api.notification;

import dev.vedette.api.notification.DeliveryResource.Count;
import dev.vedette.api.notification.DeliveryResource.DeliveryList;
import dev.vedette.api.openapi.Answers.InvalidParameter;
import dev.vedette.api.openapi.Answers.QueueUnavailable;
import dev.vedette.api.openapi.Answers.UnknownDelivery;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.api.shape.Words;
import dev.vedette.notify.Notifications;
import dev.vedette.notify.delivery.Delivery;
import dev.vedette.notify.delivery.DeliveryFilter;
import dev.vedette.notify.delivery.DeliveryState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Looking at deliveries, cancelling and repeating them. */
@RestController
@RequestMapping(path = "/api/v1/notifications/queue", produces = "application/json")
@Tag(name = Tags.NOTIFICATIONS)
public final class QueueController {

  private static final int MAX_LIMIT = 500;
  private static final String ID = "Its number in the queue.";

  private static final Set<DeliveryState> EVERY_STATE = EnumSet.allOf(DeliveryState.class);

  /** What can be attempted again. */
  private static final Set<DeliveryState> REPLAYABLE =
      EnumSet.of(DeliveryState.DEAD, DeliveryState.CANCELLED, DeliveryState.DROPPED);

  private final Notifications notifications;

  QueueController(Notifications notifications) {
    this.notifications = notifications;
  }

  /** Deliveries, newest first. */
  @GetMapping
  @Operation(
      operationId = "listDeliveries",
      summary = "List deliveries",
      description =
          "Newest first: those that wait, and those that are over and not forgotten yet. All"
              + " filters that are given must match.")
  @ApiResponse(responseCode = "200", description = "A part of the deliveries.")
  @InvalidParameter
  @QueueUnavailable
  public DeliveryList list(
      @Parameter(
              description = "Only those in that state.",
              schema =
                  @Schema(
                      allowableValues = {"waiting", "delivered", "dead", "cancelled", "dropped"}))
          @RequestParam(required = false)
          @Nullable String state,
      @Parameter(description = "Only to that channel.") @RequestParam(required = false)
          @Nullable String channel,
      @Parameter(description = "Only about that master.") @RequestParam(required = false)
          @Nullable String master,
      @Parameter(description = "Only of that route.") @RequestParam(required = false)
          @Nullable String route,
      @Parameter(description = "Only older ones than that id: `next` of the answer before.")
          @RequestParam(defaultValue = "9223372036854775807")
          @Min(value = 1, message = "must be 1 or more")
          long before,
      @Parameter(description = "How many at most.")
          @RequestParam(defaultValue = "100")
          @Min(value = 1, message = "must be 1 or more")
          @Max(value = MAX_LIMIT, message = "must be at most " + MAX_LIMIT)
          int limit) {
    DeliveryFilter filter = new DeliveryFilter(states(state, EVERY_STATE), channel, master, route);
    List<Delivery> found = QueueAccess.of(() -> notifications.list(filter, before, limit));
    return new DeliveryList(
        found.stream().map(DeliveryResource::of).toList(),
        found.size() < limit ? null : found.getLast().seq());
  }

  /** One delivery. */
  @GetMapping("/{id}")
  @Operation(
      operationId = "getDelivery",
      summary = "Show a delivery",
      description = "What it says, where it stands, and what went wrong, if anything.")
  @ApiResponse(responseCode = "200", description = "The delivery.")
  @UnknownDelivery
  @QueueUnavailable
  public DeliveryResource get(@Parameter(description = ID, example = "42") @PathVariable long id) {
    return QueueAccess.of(() -> notifications.find(id))
        .map(DeliveryResource::of)
        .orElseThrow(() -> QueueAccess.unknownDelivery(id));
  }

  /** Cancels one delivery. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "cancelDelivery",
      summary = "Cancel a delivery",
      description = "One that is being attempted is interrupted, a script is killed.")
  @ApiResponse(responseCode = "204", description = "It will not be attempted any more.")
  @UnknownDelivery
  @QueueUnavailable
  public void cancel(@Parameter(description = ID, example = "42") @PathVariable long id) {
    if (!QueueAccess.of(() -> notifications.cancel(id))) {
      throw ProblemType.UNKNOWN_DELIVERY
          .because("No delivery " + id + " waits.")
          .hint("GET /api/v1/notifications/queue?state=waiting lists those that do.");
    }
  }

  /** Cancels all that wait and are meant. */
  @DeleteMapping
  @Operation(
      operationId = "cancelDeliveries",
      summary = "Cancel waiting deliveries",
      description = "All that wait and match the filters; without filters all that wait.")
  @ApiResponse(responseCode = "200", description = "How many were cancelled.")
  @InvalidParameter
  @QueueUnavailable
  public Count cancelAll(
      @Parameter(description = "Only to that channel.") @RequestParam(required = false)
          @Nullable String channel,
      @Parameter(description = "Only about that master.") @RequestParam(required = false)
          @Nullable String master,
      @Parameter(description = "Only of that route.") @RequestParam(required = false)
          @Nullable String route) {
    DeliveryFilter filter = new DeliveryFilter(Set.of(), channel, master, route);
    return new Count(QueueAccess.of(() -> notifications.cancelAll(filter)));
  }

  /** Attempts a delivery now. */
  @PostMapping("/{id}/retry")
  @Operation(
      operationId = "retryDelivery",
      summary = "Attempt a delivery now",
      description =
          "One that waits for its next attempt, or was given up, dropped or cancelled. It begins"
              + " anew, with the same message id. One that was delivered stays as it is.")
  @ApiResponse(responseCode = "200", description = "The delivery.")
  @UnknownDelivery
  @QueueUnavailable
  public DeliveryResource retry(
      @Parameter(description = ID, example = "42") @PathVariable long id) {
    return QueueAccess.of(() -> notifications.replay(id))
        .map(DeliveryResource::of)
        .orElseThrow(() -> QueueAccess.unknownDelivery(id));
  }

  /** Attempts all again that were given up. */
  @PostMapping("/replay")
  @Operation(
      operationId = "replayDeliveries",
      summary = "Attempt again what was given up",
      description = "All that are dead, dropped or cancelled and match the filters.")
  @ApiResponse(responseCode = "200", description = "How many are attempted again.")
  @InvalidParameter
  @QueueUnavailable
  public Count replay(
      @Parameter(
              description = "Which of them.",
              schema = @Schema(allowableValues = {"dead", "cancelled", "dropped"}))
          @RequestParam(defaultValue = "dead")
          String state,
      @Parameter(description = "Only to that channel.") @RequestParam(required = false)
          @Nullable String channel,
      @Parameter(description = "Only about that master.") @RequestParam(required = false)
          @Nullable String master,
      @Parameter(description = "Only of that route.") @RequestParam(required = false)
          @Nullable String route) {
    DeliveryFilter filter = new DeliveryFilter(states(state, REPLAYABLE), channel, master, route);
    return new Count(QueueAccess.of(() -> notifications.replayAll(filter)));
  }

  private static Set<DeliveryState> states(@Nullable String word, Set<DeliveryState> allowed) {
    if (word == null) {
      return Set.of();
    }
    return allowed.stream()
        .filter(state -> Words.of(state).equals(word))
        .findFirst()
        .map(Set::of)
        .orElseThrow(() ->
            ProblemAdvice.invalidParameter(
                "state",
                "must be one of " + String.join(", ", allowed.stream().map(Words::of).toList())));
  }
}
