package dev.vedette.simulation;

import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Input;
import java.util.List;
import java.util.Random;

/** Hellos that no sentinel has sent: anybody with access to a node can publish there. */
final class Lies {

  private static final String ABSURD = "9000000000000000000";

  private Lies() {}

  /** Publishes one lie on a node. */
  static void tell(Chaos chaos, Random random) {
    RedisNode node = chaos.node(random);
    if (!node.isWell()) {
      return;
    }
    SentinelProcess accused = chaos.sentinel(random);
    String sender = accused.address.ip() + "," + accused.address.port() + "," + accused.runId();
    String name = node.group.name();
    String place = node.address.host() + "," + node.address.port();
    List<String> lies =
        List.of(
            "",
            ",,,,,,,",
            "10.9.9.9,26379,not a run id,1," + name + "," + place + ",1",
            "10.9.9.9,99999," + accused.runId() + ",1," + name + "," + place + ",1",
            sender + ",-1," + name + "," + place + ",-1",
            sender + ",1," + name + ",::::,6379,1",
            sender + ",1," + name + ",0.0.0.0,0,1",
            sender + ",1,nobody," + place + ",1",
            sender + "," + ABSURD + "," + name + "," + place + ",1",
            sender + ",1," + name + "," + place + "," + ABSURD);
    // The original believes an absurd epoch for ever.
    int tellable = chaos.cluster.stocks.isEmpty() ? lies.size() : lies.size() - 2;
    String lie = lies.get(random.nextInt(tellable));
    chaos.cluster.checks.note(node, "publishes a lie: " + lie);
    for (Pipe subscriber : chaos.cluster.network.pipesTo(node)) {
      if (subscriber.purpose == Purpose.HELLO) {
        chaos.cluster.network.toClient(subscriber, new Input.HelloReceived(subscriber.id, lie));
      }
    }
  }
}
