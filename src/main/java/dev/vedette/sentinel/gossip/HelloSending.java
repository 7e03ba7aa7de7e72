package dev.vedette.sentinel.gossip;

import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.Connection;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.PendingCommand.Kind;
import dev.vedette.sentinel.turn.Turn;
import java.util.List;

/** Telling others who we are and where the master is. */
public final class HelloSending {

  /** Pause before a hello that was refused is tried again. */
  private static final long RETRY_MILLIS = 1_000;

  private HelloSending() {}

  /** Sends a hello to a master, a replica or a peer. */
  public static void send(Turn turn, Instance instance) {
    Connection connection = instance.link().commands();
    if (connection == null) {
      return;
    }
    Master master = instance.master();
    Address current = master.address();
    String announceIp = turn.settings().announceIp();
    String host = announceIp != null ? announceIp : connection.localIp();
    int port = turn.settings().effectiveAnnouncePort();
    turn.modes().ownIdentity().announce(host, port);
    Hello hello =
        new Hello(
            host,
            port,
            turn.topology().myId(),
            turn.topology().currentEpoch(),
            master.name(),
            turn.announced(current),
            current.port(),
            master.configEpoch());
    if (turn.send(instance, Kind.HELLO, List.of("PUBLISH", Hello.CHANNEL, hello.format()))) {
      instance.helloSent();
    }
  }

  /** Takes the reply to a hello. */
  public static void replied(Turn turn, Instance instance, Reply reply) {
    if (reply instanceof Reply.Failure) {
      instance.helloFailed(turn.now() - turn.timings().publishPeriod() + RETRY_MILLIS);
    } else {
      instance.helloDelivered(turn.now());
    }
  }
}
