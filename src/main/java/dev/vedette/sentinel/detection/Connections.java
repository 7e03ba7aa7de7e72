package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.event.EventType;
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
import dev.vedette.sentinel.topology.Redial;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.turn.Turn;
import java.util.Map;

/** When connections are made, and when silent ones are given up for new ones. */
public final class Connections {

  private static final int CLIENT_NAME_ID_LENGTH = 8;

  /** The first attempt to connect again may take this part of down-after. */
  private static final int HANGING_PARTS = 10;

  private Connections() {}

  /** Makes the connections that are missing, as soon as they may be tried. */
  public static void reconnect(Turn turn, Instance instance) {
    if (instance.address().port() == 0) {
      return;
    }
    giveUpHangingAttempt(turn, instance);
    dialCommands(turn, instance);
    dialHello(turn, instance);
  }

  /**
   * An attempt that hangs must not keep us from one that gets through: packets that were dropped
   * while a host was away are sent again by TCP only a second later. Each attempt may take twice as
   * long as the one before. Where nothing was ever reached, the time that the links allow is right.
   */
  private static void giveUpHangingAttempt(Turn turn, Instance instance) {
    Link link = instance.link();
    Connection commands = link.commands();
    if (commands == null
        || commands.isUp()
        || commands.begunAt() == Times.FOREVER
        || !link.wasAttempted()) {
      return;
    }
    long first = Math.max(Redial.FIRST_PAUSE_MILLIS, link.downAfterMillis() / HANGING_PARTS);
    long patience = link.redial().doubled(first);
    if (turn.now() < commands.begunAt() + patience) {
      turn.wakeForLinkAt(commands.begunAt() + patience, instance);
      return;
    }
    String reason = "not connected within " + patience + " ms";
    turn.emit(EventType.CMD_LINK_RECONNECTION, instance, "#" + reason);
    turn.close(link, Purpose.COMMANDS, reason);
    turn.changed();
  }

  private static void dialCommands(Turn turn, Instance instance) {
    Link link = instance.link();
    if (link.commands() != null) {
      return;
    }
    long longestPause =
        instance.isSubjectivelyDown() ? turn.timings().pingPeriod() : PingPeriod.of(turn, instance);
    long dueAt = link.redial().dueAt(longestPause);
    if (turn.now() < dueAt) {
      turn.wakeForLinkAt(dueAt, instance);
    } else {
      connect(turn, instance, Purpose.COMMANDS);
    }
  }

  /** Nobody is dialled twice as long as it does not even answer once. */
  private static void dialHello(Turn turn, Instance instance) {
    Link link = instance.link();
    Connection commands = link.commands();
    if (!instance.needsHello() || link.hello() != null || commands == null || !commands.isUp()) {
      return;
    }
    long dueAt = link.lastHelloDialAt() + turn.timings().pingPeriod();
    boolean firstBesideCommands = link.lastHelloDialAt() < commands.startedAt();
    if (!firstBesideCommands && turn.now() < dueAt) {
      turn.wakeAt(dueAt);
    } else {
      connect(turn, instance, Purpose.HELLO);
    }
  }

  private static void connect(Turn turn, Instance instance, Purpose purpose) {
    Places.lookUp(turn, instance);
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
    if (commands == null || !link.silence().isLasting()) {
      return;
    }
    long patience = link.downAfterMillis() / 2;
    long oldEnoughAt = commands.startedAt() + turn.timings().minLinkReconnectPeriod();
    long silentAt = Math.max(link.silence().from(), link.lastPongAt()) + patience;
    long dropAt = Math.max(oldEnoughAt, silentAt) + 1;
    if (turn.now() < dropAt) {
      turn.wakeForLinkAt(dropAt, instance);
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
