package dev.vedette.api.notification;

import dev.vedette.api.notification.ChannelResource.ChannelList;
import dev.vedette.api.notification.RouteResource.RouteList;
import dev.vedette.api.openapi.Answers.InvalidBody;
import dev.vedette.api.openapi.Answers.QueueUnavailable;
import dev.vedette.api.openapi.Tags;
import dev.vedette.api.problem.FieldProblem;
import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.api.problem.ProblemException;
import dev.vedette.api.problem.ProblemType;
import dev.vedette.notify.Notifications;
import dev.vedette.notify.NotifyStatus.ChannelStatus;
import dev.vedette.notify.route.Route;
import dev.vedette.notify.settings.InvalidNotifyPropertyException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes and channels as they are loaded, and trying them out. */
@RestController
@RequestMapping(path = "/api/v1/notifications", produces = "application/json")
@Tag(name = Tags.NOTIFICATIONS)
public final class RoutingController {

  private final Notifications notifications;

  RoutingController(Notifications notifications) {
    this.notifications = notifications;
  }

  /** What to try out. */
  @Schema(
      name = "NotificationTestRequest",
      description = "What to try out: either a channel or a route.")
  public record TestRequest(
      @Schema(example = "ops-mail") @Nullable String channel,
      @Schema(example = "essential") @Nullable String route,
      @Schema(description = "Only show what would be sent for a made-up failover.")
          @Nullable Boolean dryRun,
      @Schema(description = "A line that the test message says.")
          @Size(max = 200, message = "must have at most 200 characters")
          @Nullable String comment) {}

  /** What came of it. */
  @Schema(name = "NotificationTest", description = "What would be sent, or the deliveries made.")
  public record TestResult(
      @Schema(description = "With a dry run: what each channel would send.")
          Map<String, String> previews,
      @Schema(description = "Without: the deliveries; look at them for how they ended.")
          List<DeliveryResource> deliveries) {}

  /** The routes. */
  @GetMapping("/routes")
  @Operation(
      operationId = "listRoutes",
      summary = "List the routes as they are loaded",
      description = "In their order, with everything that was not set at its default.")
  @ApiResponse(responseCode = "200", description = "The routes, in their order.")
  public RouteList routes() {
    return RouteList.of(notifications.routes());
  }

  /** The channels. */
  @GetMapping("/channels")
  @Operation(
      operationId = "listChannels",
      summary = "List the channels as they are loaded",
      description = "Where they lead, without secrets, and whether they are disabled.")
  @ApiResponse(responseCode = "200", description = "The channels, by name.")
  public ChannelList channels() {
    return ChannelList.of(notifications.channels());
  }

  /** Uses a disabled channel again. */
  @PostMapping("/channels/{name}/enable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "enableChannel",
      summary = "Use a disabled channel again",
      description = "One whose receiver had said that it wants nothing any more.")
  @ApiResponse(responseCode = "204", description = "It is used again.")
  @ApiResponse(responseCode = "404", ref = "UnknownChannel")
  @QueueUnavailable
  public void enable(
      @Parameter(description = "Name of the channel.", example = "ops-hook") @PathVariable
          String name) {
    requireChannel(name);
    QueueAccess.of(() -> notifications.enable(name));
  }

  /** Tries a channel or a route out. */
  @PostMapping("/test")
  @Operation(
      operationId = "testNotification",
      summary = "Try a channel or a route out",
      description =
          "Sends a test message through the queue, or shows with `dryRun` what would be sent for a"
              + " made-up failover.")
  @ApiResponse(responseCode = "200", description = "A dry run: what would be sent.")
  @ApiResponse(responseCode = "202", description = "The deliveries, on their way.")
  @ApiResponse(responseCode = "404", ref = "UnknownChannel")
  @InvalidBody
  @QueueUnavailable
  public ResponseEntity<TestResult> test(@Valid @RequestBody TestRequest request) {
    List<String> channels = channels(request);
    if (Boolean.TRUE.equals(request.dryRun())) {
      Map<String, String> previews = new LinkedHashMap<>();
      channels.forEach(name -> previews.put(name, notifications.preview(name).orElse("")));
      return ResponseEntity.ok(new TestResult(previews, List.of()));
    }
    String comment = Objects.requireNonNullElse(request.comment(), "sent by hand");
    List<DeliveryResource> deliveries =
        QueueAccess.of(() -> notifications.test(channels, comment)).stream()
            .map(DeliveryResource::of)
            .toList();
    return ResponseEntity.accepted().body(new TestResult(Map.of(), deliveries));
  }

  private List<String> channels(TestRequest request) {
    String channel = request.channel();
    String route = request.route();
    if ((channel == null) == (route == null)) {
      throw ProblemAdvice.invalidFields(
          List.of(new FieldProblem("channel", "must be given, or route; not both")));
    }
    if (channel != null) {
      requireChannel(channel);
      return List.of(channel);
    }
    return notifications.routes().stream()
        .filter(candidate -> candidate.name().equals(route))
        .findFirst()
        .map(Route::channels)
        .orElseThrow(() -> unknownRoute(String.valueOf(route)));
  }

  private void requireChannel(String name) {
    List<String> known = notifications.channels().stream().map(ChannelStatus::name).toList();
    if (!known.contains(name)) {
      throw ProblemType.UNKNOWN_CHANNEL
          .because("No channel is called '" + name + "'.")
          .known(known);
    }
  }

  private ProblemException unknownRoute(String name) {
    return ProblemType.UNKNOWN_ROUTE
        .because("No route is called '" + name + "'.")
        .known(notifications.routes().stream().map(Route::name).toList());
  }

  /** Reads the properties again. */
  @PostMapping("/reload")
  @Operation(
      operationId = "reloadNotifications",
      summary = "Read routes and channels again",
      description =
          "From the same configuration files as at the start. All or nothing: with one bad"
              + " property nothing changes. What waits to be delivered is kept.")
  @ApiResponse(responseCode = "200", description = "The routes that are used from now on.")
  @ApiResponse(responseCode = "422", ref = "InvalidConfiguration")
  public RouteList reload() {
    try {
      notifications.reload();
    } catch (InvalidNotifyPropertyException e) {
      throw ProblemType.INVALID_CONFIGURATION
          .because(String.valueOf(e.getMessage()))
          .field(e.property())
          .hint("Nothing was changed. Correct the property and reload again.");
    }
    return routes();
  }
}
