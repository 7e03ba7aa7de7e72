package dev.vedette.engine;

import dev.vedette.sentinel.place.Address;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the masters are, for those who ask often: a picture that nobody changes any more.
 *
 * @param announceHostnames whether names are told rather than numeric addresses
 * @param masters by name
 */
public record Whereabouts(boolean announceHostnames, Map<String, Address> masters) {

  /** Where the master of that name is; null when none is watched. */
  public @Nullable Address of(String master) {
    return masters.get(master);
  }
}
