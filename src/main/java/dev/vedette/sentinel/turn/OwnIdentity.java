package dev.vedette.sentinel.turn;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.topology.Times;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where we told others that we are. A hello with our run id from somewhere else comes from a second
 * process with our id, such as a copy of our state file on another machine.
 */
public final class OwnIdentity {

  /** How long hearing our id elsewhere keeps us from leading. */
  private static final long DOUBT_MILLIS = 30_000;

  private static final int MAX_PLACES = 64;

  private final Set<String> announced = new LinkedHashSet<>();
  private String lastHost = "";
  private int lastPort;
  private @Nullable String elsewhere;
  private long elsewhereAt = Times.NEVER;
  private boolean repeated;

  OwnIdentity() {}

  /** Notes a place that we announce. */
  public void announce(String host, int port) {
    if (isLast(host, port)) {
      return;
    }
    lastHost = host;
    lastPort = port;
    if (announced.add(place(host, port)) && announced.size() > MAX_PLACES) {
      announced.remove(announced.iterator().next());
    }
  }

  /** Whether we have announced that place. */
  public boolean hasAnnounced(String host, int port) {
    return isLast(host, port) || announced.contains(place(host, port));
  }

  /** Nearly every hello announces the same place as the one before. */
  private boolean isLast(String host, int port) {
    return port == lastPort && host.equals(lastHost);
  }

  /** Our id was heard from that place, which is not ours. */
  public void heardAt(String host, int port, long now) {
    String place = place(host, port);
    repeated = place.equals(elsewhere) && now - elsewhereAt <= DOUBT_MILLIS;
    elsewhere = place;
    elsewhereAt = now;
  }

  /**
   * Where another process uses our id, {@code host:port}; null when none does. One message alone is
   * no proof.
   */
  public @Nullable String usedElsewhere(long now) {
    return repeated && now - elsewhereAt <= DOUBT_MILLIS ? elsewhere : null;
  }

  private static String place(String host, int port) {
    String numeric = Host.numeric(host);
    return Address.hostAndPort(numeric != null ? numeric : host.toLowerCase(Locale.ROOT), port);
  }
}
