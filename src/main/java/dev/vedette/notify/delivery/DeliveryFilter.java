package dev.vedette.notify.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are meant; null means any.
 *
 * @param states their states, empty for any
 * @param channel name of the channel
 * @param master name of the master
 * @param route name of the route
 */
public record DeliveryFilter(
    Set<DeliveryState> states,
    @Nullable String channel,
    @Nullable String master,
    @Nullable String route) {

  /** All deliveries. */
  public static final DeliveryFilter ANY = new DeliveryFilter(Set.of(), null, null, null);

  public DeliveryFilter {
    states = Set.copyOf(states);
  }

  /** All deliveries in that state. */
  public static DeliveryFilter of(DeliveryState state) {
    return new DeliveryFilter(Set.of(state), null, null, null);
  }

  /** The same, of these states only. */
  public DeliveryFilter in(Set<DeliveryState> only) {
    return new DeliveryFilter(only, channel, master, route);
  }

  /** An SQL condition with named parameters. */
  String where() {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    if (!states.isEmpty()) {
      conditions.add("state IN (:states)");
    }
    if (channel != null) {
      conditions.add("channel = :channel");
    }
    if (master != null) {
      conditions.add("master = :master");
    }
    if (route != null) {
      conditions.add("route = :route");
    }
    return String.join(" AND ", conditions);
  }

  /** The values of {@link #where()}. */
  Map<String, Object> parameters() {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!states.isEmpty()) {
      values.put("states", states.stream().map(Enum::name).toList());
    }
    if (channel != null) {
      values.put("channel", channel);
    }
    if (master != null) {
      values.put("master", master);
    }
    if (route != null) {
      values.put("route", route);
    }
    return values;
  }
}
