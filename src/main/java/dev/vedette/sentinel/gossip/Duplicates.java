package dev.vedette.sentinel.gossip;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.topology.Connection;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.turn.OwnIdentity;
import dev.vedette.sentinel.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * One run id, two processes: somebody copied a state file. They would have two votes, so this is an
 * alarm, and only one of them counts.
 */
final class Duplicates {

  /** Two hellos of one place do not lie further apart than this many publish periods. */
  private static final int HEARD_PUBLISH_PERIODS = 3;

  /** A sentinel that comes back to where it was after this time has moved twice. */
  private static final long MOVED_AGES_AGO_MILLIS = 30_000;

  private Duplicates() {}

  /** Takes a hello with our own run id: an echo of ours, or the word of a second process. */
  static void hearOwnId(Turn turn, Master master, Hello hello) {
    OwnIdentity own = turn.modes().ownIdentity();
    if (own.hasAnnounced(hello.host(), hello.port()) || isOurs(turn, hello)) {
      return;
    }
    own.heardAt(hello.host(), hello.port(), turn.now());
    String id = turn.topology().myId();
    if (turn.modes().alarms().mayRaise("duplicate of " + id, turn.now())) {
      turn.emitText(
          EventType.SENTINEL_DUPLICATE_ID,
          master,
          "sentinel "
              + id
              + " "
              + ourHost(turn)
              + " "
              + turn.settings().effectiveAnnouncePort()
              + " @ "
              + master.name()
              + " "
              + turn.announced(master.address())
              + " "
              + master.address().port()
              + " also at "
              + hello.host()
              + " "
              + hello.port());
    }
  }

  private static boolean isOurs(Turn turn, Hello hello) {
    return hello.port() == turn.settings().effectiveAnnouncePort()
        && (isSame(hello.host(), turn.settings().announceIp())
            || turn.topology().masters().stream()
                .flatMap(master -> master.instances().stream())
                .anyMatch(instance -> isSame(hello.host(), localIp(instance))));
  }

  private static boolean isSame(String host, @Nullable String other) {
    return other != null
        && (host.equalsIgnoreCase(other)
            || (Host.isNumeric(host)
                && java.util.Objects.equals(Host.numeric(host), Host.numeric(other))));
  }

  private static @Nullable String localIp(Instance instance) {
    Connection commands = instance.link().commands();
    return commands == null || commands.localIp().isEmpty() ? null : commands.localIp();
  }

  private static String ourHost(Turn turn) {
    String announced = turn.settings().announceIp();
    if (announced != null) {
      return announced;
    }
    for (Master master : turn.topology().masters()) {
      String local = localIp(master);
      if (local != null) {
        return local;
      }
    }
    return "?";
  }

  /**
   * Whether a peer that now says it is elsewhere has been heard at its place all the same, and was
   * elsewhere before: then there are two, and the one that we know stays the one that counts.
   */
  static boolean isElsewhereToo(Turn turn, Peer known, Address elsewhere) {
    Address before = known.previousAddress();
    boolean both =
        before != null
            && before.samePlace(elsewhere)
            && turn.since(known.movedAt()) <= MOVED_AGES_AGO_MILLIS
            && turn.since(known.lastHeardHereAt())
                <= turn.timings().publishPeriod() * HEARD_PUBLISH_PERIODS;
    if (both) {
      known.stillElsewhere(turn.now());
      if (turn.modes().alarms().mayRaise("duplicate of " + known.runId(), turn.now())) {
        turn.emit(
            EventType.SENTINEL_DUPLICATE_ID,
            known,
            "also at " + turn.announced(elsewhere) + " " + elsewhere.port());
      }
    }
    return both;
  }
}
