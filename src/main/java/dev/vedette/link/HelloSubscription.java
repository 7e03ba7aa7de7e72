package dev.vedette.link;

import dev.vedette.sentinel.message.Effect;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A hello subscription that waits until it is known whether the command connection to the same
 * instance speaks RESP3; then it shares that connection, otherwise it gets its own.
 */
final class HelloSubscription implements Endpoint {

  private final Effect.Connect connect;
  private final NodeConnection companion;
  private final LinkContext context;
  private final Reports reports;
  private final CompletableFuture<Boolean> resp3;
  private volatile String endReason = "the links are closed";

  HelloSubscription(
      Effect.Connect connect, NodeConnection companion, LinkContext context, Reports reports) {
    this.connect = connect;
    this.companion = companion;
    this.context = context;
    this.reports = reports;
    resp3 = companion.resp3();
  }

  /** Commands do not belong here. */
  @Override
  public void send(Effect.Send send) {}

  @Override
  public void end(EndCause cause, String reason) {
    endReason = reason;
    resp3.complete(false);
  }

  /** Subscribes one way or the other. Runs on a thread of its own. */
  void run() {
    var id = connect.connection();
    if (sharesConnection() && context.replace(id, this, companion)) {
      if (companion.carry(connect, reports)) {
        return;
      }
      if (!context.replace(id, companion, this)) {
        reports.down(endReason);
        return;
      }
    }
    var own = new NodeConnection(connect, context, reports);
    if (context.replace(id, this, own)) {
      own.run();
    } else {
      reports.down(endReason);
    }
  }

  private boolean sharesConnection() {
    var settings = context.settings();
    // The companion may still be connecting; after that, HELLO has as long as a connect has.
    var patience = settings.connectTimeout().multipliedBy(2);
    if (settings.tls() != null) {
      patience = patience.plus(settings.tlsHandshakeTimeout());
    }
    try {
      return resp3.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
