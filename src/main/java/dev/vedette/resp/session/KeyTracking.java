package dev.vedette.resp.session;

import java.util.List;

/**
 * What a client asked for with {@code CLIENT TRACKING}. A sentinel has no keys, so that nothing is
 * ever reported; only the state is kept, for clients that ask for it on every connection.
 *
 * @param on whether it is on
 * @param broadcast for all keys with one of the prefixes
 * @param optIn only for keys of commands after {@code CLIENT CACHING YES}
 * @param optOut not for keys of commands after {@code CLIENT CACHING NO}
 * @param noLoop not for own changes
 * @param caching what {@code CLIENT CACHING} said last
 * @param redirect id of the client to tell, 0 for none
 * @param prefixes for {@code broadcast}
 */
public record KeyTracking(
    boolean on,
    boolean broadcast,
    boolean optIn,
    boolean optOut,
    boolean noLoop,
    boolean caching,
    long redirect,
    List<String> prefixes) {

  /** Not tracked. */
  public static final KeyTracking OFF =
      new KeyTracking(false, false, false, false, false, false, 0, List.of());

  public KeyTracking {
    prefixes = List.copyOf(prefixes);
  }

  /** The same, with another answer of {@code CLIENT CACHING}. */
  public KeyTracking withCaching() {
    return new KeyTracking(on, broadcast, optIn, optOut, noLoop, true, redirect, prefixes);
  }
}
