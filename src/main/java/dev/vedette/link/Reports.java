package dev.vedette.link;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine about one connection: that it begins, up at most once, down at most once,
 * nothing after that. Only on the loop of the connection.
 */
final class Reports {

  private final ConnectionId connection;
  private final LinkLoop loop;
  private boolean down;

  Reports(ConnectionId connection, LinkLoop loop) {
    this.connection = connection;
    this.loop = loop;
  }

  ConnectionId connection() {
    return connection;
  }

  LinkLoop loop() {
    return loop;
  }

  /** The attempt begins. */
  void connecting() {
    report(new Input.LinkConnecting(connection));
  }

  void up(String localIp, String remoteIp) {
    report(new Input.LinkUp(connection, localIp, remoteIp));
  }

  void replied(long ticket, Reply reply) {
    report(new Input.Replied(connection, ticket, reply));
  }

  void hello(@Nullable String payload) {
    report(new Input.HelloReceived(connection, payload));
  }

  void down(String reason) {
    report(new Input.LinkDown(connection, reason));
    down = true;
  }

  private void report(Input input) {
    if (!down) {
      loop.tell(input);
    }
  }
}
