package dev.vedette.link;

import dev.vedette.sentinel.message.Effect;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A hello subscription that waits until it is known whether the command connection to the same
 * instance speaks RESP3; then it shares that connection, otherwise it gets its own. Both live on
 * the same loop.
 */
final class HelloSubscription implements Endpoint {

  private final Effect.Connect connect;
  private final NodeConnection companion;
  private final LinkContext context;
  private final Reports reports;
  private @Nullable Endpoint carrier;
  private boolean ended;

  HelloSubscription(Effect.Connect connect, NodeConnection companion, LinkContext context) {
    this.connect = connect;
    this.companion = companion;
    this.context = context;
    reports = new Reports(connect.connection(), companion.loop());
  }

  @Override
  public LinkLoop loop() {
    return companion.loop();
  }

  @Override
  public void start() {
    if (!ended) {
      var settings = context.settings();
      // The companion may still be connecting; after that, HELLO has as long as a connect has.
      var patience = settings.connectTimeout().multipliedBy(2);
      if (settings.tls() != null) {
        patience = patience.plus(settings.tlsHandshakeTimeout());
      }
      var timeout =
          loop()
              .eventLoop()
              .schedule(() -> subscribe(false), patience.toMillis(), TimeUnit.MILLISECONDS);
      companion.whenProtocolIsKnown(resp3 -> {
        var _ = timeout.cancel(false);
        subscribe(resp3);
      });
    }
  }

  private void subscribe(boolean resp3) {
    if (ended || carrier != null) {
      return;
    }
    if (resp3 && companion.carry(connect, reports)) {
      carrier = companion;
    } else {
      var own = new NodeConnection(connect, context, reports);
      carrier = own;
      own.start();
    }
  }

  /** Before there is a connection, commands do not belong here. */
  @Override
  public void send(Effect.Send send, long givenNanos) {
    if (carrier != null) {
      carrier.send(send, givenNanos);
    }
  }

  @Override
  public void end(EndCause cause, String reason) {
    if (carrier != null) {
      carrier.end(cause, reason);
    } else if (!ended) {
      ended = true;
      context.forget(connect.connection());
      reports.down(reason);
    }
  }
}
