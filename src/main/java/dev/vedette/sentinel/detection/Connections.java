package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.LinkProfile;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.topology.Connection;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;
import java.util.Map;

/** When connections are made, and when silent ones are given up for new ones. */
public final class Connections {

  private static final int CLIENT_NAME_ID_LENGTH = 8;

  private Connections() {}

  /** Makes the connections that are missing, at most once in a ping period. */
  public static void reconnect(Turn turn, Instance instance) {
    Link link = instance.link();
    boolean helloMissing = instance.needsHello() && link.hello() == null;
    if ((link.commands() != null && !helloMissing) || instance.address().port() == 0) {
      return;
    }
    long dueAt = link.lastConnectAt() + turn.timings().pingPeriod();
    if (turn.now() < dueAt) {
      turn.wakeAt(dueAt);
      return;
    }
    if (link.commands() == null) {
      connect(turn, instance, Purpose.COMMANDS);
    }
    if (helloMissing) {
      connect(turn, instance, Purpose.HELLO);
    }
  }

  private static void connect(Turn turn, Instance instance, Purpose purpose) {
    Connection companion = purpose == Purpose.HELLO ? instance.link().commands() : null;
    Connection connection = turn.topology().connect(instance.link(), purpose, turn.now());
    turn.effect(
        new Effect.Connect(
            connection.id(),
            purpose,
            remote(instance),
            instance.address(),
            companion == null ? null : companion.id(),
            profile(turn, instance, purpose)));
  }

  private static Remote remote(Instance instance) {
    return switch (instance) {
      case Master master -> Remote.MASTER;
      case Replica replica -> Remote.REPLICA;
      case Peer peer -> Remote.SENTINEL;
    };
  }

  private static LinkProfile profile(Turn turn, Instance instance, Purpose purpose) {
    String id = turn.topology().myId();
    String name =
        "sentinel-"
            + id.substring(0, Math.min(CLIENT_NAME_ID_LENGTH, id.length()))
            + (purpose == Purpose.COMMANDS ? "-cmd" : "-pubsub");
    if (instance instanceof Peer) {
      SentinelSettings settings = turn.settings();
      boolean own = settings.sentinelPass() != null;
      return new LinkProfile(
          own ? settings.sentinelUser() : null,
          own ? settings.sentinelPass() : settings.requirePass(),
          name,
          Map.of());
    }
    MasterSettings settings = instance.master().settings();
    return new LinkProfile(
        settings.authUser(), settings.authPass(), name, settings.renamedCommands());
  }

  /**
   * Gives up connections that stand but carry nothing: a new one may get through where an old one
   * hangs.
   */
  public static void dropSilent(Turn turn, Instance instance) {
    dropSilentCommands(turn, instance);
    dropSilentHello(turn, instance);
  }

  private static void dropSilentCommands(Turn turn, Instance instance) {
    Link link = instance.link();
    Connection commands = link.commands();
    if (commands == null || !link.pingIsUnanswered()) {
      return;
    }
    long patience = instance.master().settings().downAfterMillis() / 2;
    long oldEnoughAt = commands.startedAt() + turn.timings().minLinkReconnectPeriod();
    long silentAt = Math.max(link.firstUnansweredPingAt(), link.lastPongAt()) + patience;
    long dropAt = Math.max(oldEnoughAt, silentAt) + 1;
    if (turn.now() < dropAt) {
      turn.wakeAt(dropAt);
      return;
    }
    turn.close(
        link, Purpose.COMMANDS, "no answer to PING for more than half of down-after-milliseconds");
    turn.changed();
  }

  private static void dropSilentHello(Turn turn, Instance instance) {
    Link link = instance.link();
    Connection hello = link.hello();
    if (hello == null) {
      return;
    }
    long oldEnoughAt = hello.startedAt() + turn.timings().minLinkReconnectPeriod();
    long silentAt = link.helloActivityAt() + turn.timings().publishPeriod() * 3;
    long dropAt = Math.max(oldEnoughAt, silentAt) + 1;
    if (turn.now() < dropAt) {
      turn.wakeAt(dropAt);
      return;
    }
    turn.close(link, Purpose.HELLO, "no hello message for three publish periods");
    turn.changed();
  }
}
