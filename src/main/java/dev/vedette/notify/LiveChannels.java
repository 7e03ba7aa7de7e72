package dev.vedette.notify;

import dev.vedette.notify.delivery.ActiveChannel;
import dev.vedette.notify.delivery.ChannelRegistry;
import dev.vedette.notify.delivery.NotifyClock;
import dev.vedette.notify.delivery.RoutingStore;
import dev.vedette.notify.delivery.RoutingStore.Disabled;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The channels as they are now, and which of them are disabled. Thread-safe. */
final class LiveChannels implements ChannelRegistry {

  private static final Logger log = LoggerFactory.getLogger(LiveChannels.class);

  private final RoutingStore store;
  private final NotifyClock clock;
  private final Map<String, Disabled> disabled = new ConcurrentHashMap<>();
  private volatile Map<String, ActiveChannel> channels = Map.of();

  LiveChannels(RoutingStore store, NotifyClock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Replaces all; a disabled channel that leads elsewhere now is enabled. */
  Map<String, ActiveChannel> replace(Map<String, ActiveChannel> now) {
    Map<String, ActiveChannel> before = channels;
    disabled.clear();
    now.forEach((name, active) ->
        stored(name)
            .filter(entry -> entry.target().equals(active.channel().target()))
            .ifPresent(entry -> disabled.put(name, entry)));
    channels = now;
    return before;
  }

  private Optional<Disabled> stored(String name) {
    try {
      return store.disabled(name);
    } catch (DataAccessException e) {
      return Optional.empty();
    }
  }

  Map<String, ActiveChannel> all() {
    return channels;
  }

  @Override
  public Optional<ActiveChannel> find(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  @Override
  public Optional<String> disabledBecause(String name) {
    return Optional.ofNullable(disabled.get(name)).map(Disabled::reason);
  }

  void disable(String name, String reason) {
    find(name)
        .ifPresent(active -> {
          String target = active.channel().target();
          Disabled entry = new Disabled(name, target, clock.wallMillis(), reason);
          disabled.put(name, entry);
          try {
            store.disable(entry);
          } catch (DataAccessException e) {
            log.warn("Channel {} is disabled only until a restart: {}", name, e.toString());
          }
        });
  }

  boolean enable(String name) {
    store.enable(name);
    return disabled.remove(name) != null;
  }
}
