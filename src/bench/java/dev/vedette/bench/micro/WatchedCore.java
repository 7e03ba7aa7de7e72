package dev.vedette.bench.micro;

import dev.vedette.bench.fleet.InfoSample;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A core in virtual time that watches masters with a replica and a peer each; everything it asks is
 * answered at once.
 */
final class WatchedCore {

  private static final int PORT = 6379;
  private static final int PEER_PORT = 26380;
  private static final String PEER_ID = "b".repeat(40);
  private static final long SETTLED_MILLIS = 25_000;

  private final Sentinel core;
  private final Map<ConnectionId, String> hosts = new HashMap<>();
  private final Map<String, String> infos = new HashMap<>();
  private final List<ConnectionId> hellos = new ArrayList<>();
  private final List<String> payloads = new ArrayList<>();
  private final ArrayDeque<Input> waiting = new ArrayDeque<>();
  private long now;

  WatchedCore(int masters) {
    var fleet = new dev.vedette.bench.fleet.Address(PORT);
    List<MasterState> states = new ArrayList<>();
    for (int group = 0; group < masters; group++) {
      String name = "m" + group;
      String ip = fleet.master(group);
      String replica = fleet.replica(group);
      infos.put(ip, InfoSample.master(ip, replica, PORT));
      infos.put(replica, InfoSample.replica(ip, replica, PORT));
      payloads.add(
          "127.0.0.1," + PEER_PORT + "," + PEER_ID + ",0," + name + "," + ip + "," + PORT + ",0");
      states.add(
          new MasterState(
              MasterSettings.of(name, 2, Timings.DEFAULTS),
              Address.ofIp(ip, PORT),
              0,
              0,
              List.of(Address.ofIp(replica, PORT)),
              List.of(new PeerState(Address.ofIp("127.0.0.1", PEER_PORT), PEER_ID))));
    }
    core =
        new Sentinel(
            new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), states), 42, 0);
    take(core.start(0));
    while (now < SETTLED_MILLIS) {
      live(1_000);
    }
  }

  Sentinel core() {
    return core;
  }

  long now() {
    return now;
  }

  int masters() {
    return payloads.size();
  }

  /** Time goes on, and everything is answered. */
  void live(long millis) {
    long end = now + millis;
    answerAll();
    while (core.nextDeadline() <= end) {
      now = Math.max(now, core.nextDeadline());
      take(core.step(new Input.Tick(), now));
      answerAll();
    }
    now = end;
  }

  /**
   * The next answers, which the caller gives to the core; time goes on as far as needed for them.
   */
  List<Input> answersOf(int count) {
    while (waiting.size() < count) {
      now = Math.max(now, core.nextDeadline());
      take(core.step(new Input.Tick(), now));
    }
    List<Input> some = new ArrayList<>(count);
    while (some.size() < count) {
      some.add(waiting.remove());
    }
    return some;
  }

  /**
   * The hello of the peer about that master, as it comes over the subscription at one of its nodes.
   */
  Input hello(int index) {
    ConnectionId connection = hellos.get(index % hellos.size());
    return new Input.HelloReceived(connection, payloads.get(groupOf(connection)));
  }

  List<Effect> step(Input input) {
    return core.step(input, now);
  }

  /** Carries out what a step wants. */
  void take(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Connect connect) {
        connected(connect);
      } else if (effect instanceof Effect.Send send) {
        waiting.add(new Input.Replied(send.connection(), send.ticket(), reply(send)));
      }
    }
  }

  private void connected(Effect.Connect connect) {
    String host = connect.address().host();
    hosts.put(connect.connection(), host);
    waiting.add(new Input.LinkConnecting(connect.connection()));
    waiting.add(new Input.LinkUp(connect.connection(), "127.0.0.1", host));
    if (connect.purpose() == Effect.Purpose.HELLO) {
      hellos.add(connect.connection());
      waiting.add(new Input.HelloReceived(connect.connection(), null));
    }
  }

  private Reply reply(Effect.Send send) {
    return switch (send.words().getFirst()) {
      case "PING" -> new Reply.Status("PONG");
      case "INFO" -> new Reply.Text(infos.getOrDefault(hosts.get(send.connection()), ""));
      case "PUBLISH" -> new Reply.Number(1);
      default -> new Reply.Status("OK");
    };
  }

  private int groupOf(ConnectionId connection) {
    String[] numbers = hosts.getOrDefault(connection, "").split("\\.");
    return Integer.parseInt(numbers[2]) * 200 + Integer.parseInt(numbers[3]) - 1;
  }

  private void answerAll() {
    while (!waiting.isEmpty()) {
      take(core.step(waiting.remove(), now));
    }
  }
}
