package dev.vedette.link;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine about one connection: that it begins, up at most once, down at most once,
 * nothing after that. May block while the engine's inbox is full; never called on the engine's
 * thread.
 */
final class Reports {

  private final ConnectionId connection;
  private final Consumer<Input> inbox;
  private final ReentrantLock order = new ReentrantLock();
  private boolean down;

  Reports(ConnectionId connection, Consumer<Input> inbox) {
    this.connection = connection;
    this.inbox = inbox;
  }

  ConnectionId connection() {
    return connection;
  }

  /** The attempt begins. */
  void connecting() {
    report(new Input.LinkConnecting(connection), false);
  }

  void up(String localIp, String remoteIp) {
    report(new Input.LinkUp(connection, localIp, remoteIp), false);
  }

  void replied(long ticket, Reply reply) {
    report(new Input.Replied(connection, ticket, reply), false);
  }

  void hello(@Nullable String payload) {
    report(new Input.HelloReceived(connection, payload), false);
  }

  void down(String reason) {
    report(new Input.LinkDown(connection, reason), true);
  }

  private void report(Input input, boolean last) {
    order.lock();
    try {
      if (!down) {
        down = last;
        inbox.accept(input);
      }
    } finally {
      order.unlock();
    }
  }
}
