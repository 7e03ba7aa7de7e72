package dev.vedette.notify.settings;

import dev.vedette.notify.alert.Findings;
import dev.vedette.notify.route.AlertMatcher;
import dev.vedette.notify.route.AlertSet;
import dev.vedette.notify.route.Deliver;
import dev.vedette.notify.route.Pacing;
import dev.vedette.notify.route.Route;
import dev.vedette.notify.settings.NotifyProperties.RouteProperties;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.Glob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks routes. */
final class RouteCompiler {

  private static final String NAME = "[A-Za-z0-9._-]{1,64}";

  private RouteCompiler() {}

  static List<Route> compile(
      List<RouteProperties> properties, Collection<String> channels, Check root) {
    if (properties.isEmpty()) {
      return channels.isEmpty()
          ? List.of()
          : List.of(
              new Route(
                  "essential",
                  AlertMatcher.ANY,
                  AlertSet.ESSENTIAL,
                  AlertSet.ESSENTIAL.defaultDeliver(),
                  Pacing.IMMEDIATE,
                  channels.stream().sorted().toList()));
    }
    List<Route> routes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < properties.size(); i++) {
      Check check = root.at("routes", i);
      Route route = compile(properties.get(i), channels, check);
      check.that(names.add(route.name()), "name", "'" + route.name() + "' is given twice");
      routes.add(route);
    }
    return routes;
  }

  private static Route compile(
      RouteProperties properties, Collection<String> channels, Check check) {
    String name = check.required(properties.name(), "name", "give every route a name of its own");
    check.that(
        name.matches(NAME),
        "name",
        "may have up to 64 letters, digits, dots, dashes and underlines");
    events(properties.events(), check);
    check.that(!properties.channels().isEmpty(), "channels", "is empty; name at least one channel");
    for (int i = 0; i < properties.channels().size(); i++) {
      String channel = properties.channels().get(i);
      if (!channels.contains(channel)) {
        throw check
            .at("channels", i)
            .wrong("there is no channel '" + channel + "'; there are " + channels);
      }
    }
    AlertSet set = properties.set();
    Deliver deliver = properties.deliver();
    EventLevel level = properties.level();
    if (level == null && set == null && properties.events().isEmpty()) {
      level = EventLevel.NOTICE;
    }
    return new Route(
        name,
        new AlertMatcher(properties.masters(), properties.events(), level, properties.role()),
        set,
        deliver != null ? deliver : set != null ? set.defaultDeliver() : Deliver.EVERY,
        pacing(properties, check),
        properties.channels());
  }

  private static Pacing pacing(RouteProperties properties, Check check) {
    long repeat = check.notNegative(properties.repeatInterval(), "repeat-interval");
    check.that(
        repeat == 0 || repeat >= 10_000, "repeat-interval", "must be 0 for never, or at least 10s");
    return new Pacing(
        properties.groupBy(),
        check.notNegative(properties.groupWait(), "group-wait"),
        check.notNegative(properties.groupInterval(), "group-interval"),
        repeat,
        properties.sendResolved());
  }

  /** A pattern that no event can ever match is a misspelt one. */
  private static void events(List<String> patterns, Check check) {
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      if (eventNames().noneMatch(new Glob(pattern)::matches)) {
        throw check
            .at("events", i)
            .wrong(
                "no event is called '"
                    + pattern
                    + "'; there are "
                    + String.join(" ", eventNames().sorted().toList()));
      }
    }
  }

  private static Stream<String> eventNames() {
    return Stream.concat(
        Arrays.stream(EventType.values()).map(EventType::wireName), Findings.ALL.stream());
  }
}
