package dev.vedette.notify.delivery;

import java.util.Optional;

/** The channels as they are now. Thread-safe. */
public interface ChannelRegistry {

  /** The channel of that name. */
  Optional<ActiveChannel> find(String name);

  /** Why a channel is disabled, empty when it is not. */
  Optional<String> disabledBecause(String name);
}
