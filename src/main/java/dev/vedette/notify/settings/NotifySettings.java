package dev.vedette.notify.settings;

import dev.vedette.notify.delivery.ActiveChannel;
import dev.vedette.notify.delivery.Dispatcher.HistoryLimits;
import dev.vedette.notify.route.Route;
import java.util.List;
import java.util.Map;

/**
 * Routes and channels, checked and ready for use.
 *
 * @param routes in their order
 * @param channels by name
 * @param troubleChannels names of those that tell about trouble with others
 * @param history what is kept of deliveries that are over
 */
public record NotifySettings(
    List<Route> routes,
    Map<String, ActiveChannel> channels,
    List<String> troubleChannels,
    HistoryLimits history) {
  public NotifySettings {
    routes = List.copyOf(routes);
    channels = Map.copyOf(channels);
    troubleChannels = List.copyOf(troubleChannels);
  }
}
