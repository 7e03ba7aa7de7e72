package dev.vedette.api.notification;

import dev.vedette.api.shape.Words;
import dev.vedette.notify.route.Route;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route. */
@Schema(name = "Route", description = "Which events go to which channels, and how.")
record RouteResource(
    @Schema(example = "essential") String name,
    @Schema(
            description = "A ready-made choice of events; null for none.",
            allowableValues = {"essential", "all-warnings"})
        @Nullable String set,
    @Schema(description = "Patterns of master names; empty for all.") List<String> masters,
    @Schema(description = "Patterns of event names; empty for all.") List<String> events,
    @Schema(
            description = "The quietest level that is told; null for every level.",
            allowableValues = {"debug", "verbose", "notice", "warning"})
        @Nullable String level,
    @Schema(
            description = "Our part in what happens; null for both.",
            allowableValues = {"leader", "observer"})
        @Nullable String role,
    @Schema(
            description = "Which sentinels tell it.",
            allowableValues = {"leader", "one", "every"})
        String deliver,
    @Schema(
            description = "What goes into one message.",
            allowableValues = {"none", "master", "failover", "route"})
        String groupBy,
    @Schema(description = "How long the first event of a group waits for others.")
        long groupWaitMillis,
    @Schema(description = "The least time between two messages of a group.")
        long groupIntervalMillis,
    @Schema(description = "How often a problem that lasts is told again; 0 for never.")
        long repeatIntervalMillis,
    @Schema(description = "Whether the end of a told problem is told.") boolean sendResolved,
    @Schema(description = "Where its messages go.", example = "[\"ops-mail\"]")
        List<String> channels) {

  static RouteResource of(Route route) {
    var matcher = route.matcher();
    var pacing = route.pacing();
    return new RouteResource(
        route.name(),
        route.set() == null ? null : Words.of(route.set()).replace('_', '-'),
        matcher.masters(),
        matcher.events(),
        matcher.level() == null ? null : Words.of(matcher.level()),
        matcher.role() == null ? null : Words.of(matcher.role()),
        Words.of(route.deliver()),
        Words.of(pacing.groupBy()),
        pacing.groupWaitMillis(),
        pacing.groupIntervalMillis(),
        pacing.repeatIntervalMillis(),
        pacing.sendResolved(),
        route.channels());
  }

  /** All routes. */
  @Schema(name = "RouteList", description = "The routes, in their order.")
  record RouteList(List<RouteResource> items, @Schema(example = "1") int total) {
    static RouteList of(List<Route> routes) {
      return new RouteList(routes.stream().map(RouteResource::of).toList(), routes.size());
    }
  }
}
