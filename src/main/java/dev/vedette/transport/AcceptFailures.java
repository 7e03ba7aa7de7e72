package dev.vedette.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the operating system gives no connection away, most likely because this process
 * may open no more files: nobody is accepted for a moment, so that nothing spins, then it is tried
 * again. Clients wait in the backlog meanwhile. One line says so at once, then one a minute, and
 * one when it works again.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptFailures.class);
  private static final Duration REST = Duration.ofMillis(100);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final String where;
  private long failures;
  private long toldNanos;

  /**
   * @param where clients are accepted, for the log
   */
  AcceptFailures(String where) {
    this.where = where;
    // When files run out, no class can be loaded any more: what the complaint needs must be there.
    LOG.trace("{}", complaint(new IOException(where)));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    if (failures > 0) {
      LOG.info("Clients are accepted on {} again", where);
      failures = 0;
    }
    context.fireChannelRead(accepted);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.channel().config().setAutoRead(false);
    var _ =
        context
            .executor()
            .schedule(
                () -> context.channel().config().setAutoRead(true),
                REST.toMillis(),
                TimeUnit.MILLISECONDS);
    failures++;
    long now = System.nanoTime();
    if (failures == 1 || now - toldNanos > BETWEEN_LINES.toNanos()) {
      toldNanos = now;
      LOG.warn("{}", complaint(cause));
    }
  }

  private String complaint(Throwable cause) {
    return "No client can be accepted on %s: %s. Clients wait; it is tried again every %d ms. If too many files are open, raise the limit (ulimit -n, LimitNOFILE) or lower maxclients"
        .formatted(where, SystemError.text(cause), REST.toMillis());
  }
}
