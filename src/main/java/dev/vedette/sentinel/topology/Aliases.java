package dev.vedette.sentinel.topology;

import dev.vedette.sentinel.place.Address;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Other addresses of nodes that are known already, the latest {@link #MAX}: their master lists them
 * in every INFO.
 */
final class Aliases {

  static final int MAX = 256;

  private final Deque<Address> places = new ArrayDeque<>();

  void add(Address place) {
    if (!contains(place)) {
      if (places.size() >= MAX) {
        places.removeFirst();
      }
      places.addLast(place);
    }
  }

  boolean contains(Address place) {
    for (Address known : places) {
      if (place.samePlace(known)) {
        return true;
      }
    }
    return false;
  }

  void clear() {
    places.clear();
  }
}
