package dev.vedette.link;

import dev.vedette.engine.Intake;
import dev.vedette.engine.Links;
import dev.vedette.engine.NumericAddress;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Input;
import dev.vedette.transport.EventLoops;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links of a sentinel, on a few event loops. Reconnecting is up to the engine: every attempt is
 * made once and its end is reported.
 *
 * <p>What arrives in one turn of a loop is given to the engine together. While the engine has no
 * room, the loop goes on but reads nothing: that is the back pressure.
 */
public final class NettyLinks implements Links {

  private static final Logger LOG = LoggerFactory.getLogger(NettyLinks.class);
  private static final String CLOSED = "shutting down";

  /** One loop serves thousands of links with a part of a core; the engine needs one, too. */
  private static final int CORES_PER_LOOP = 4;

  private final EventLoops eventLoops;
  private final List<LinkLoop> loops;
  private final LinkContext context;
  private int lastLoop;
  private volatile boolean closed;

  /**
   * @param intake takes what happens
   * @param settings how to connect and what to accept
   */
  public NettyLinks(Intake intake, LinkSettings settings) {
    this(intake, settings, InetAddress::getAllByName);
  }

  NettyLinks(Intake intake, LinkSettings settings, NameLookup.Source source) {
    var threads = Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_LOOP);
    eventLoops = EventLoops.start("links", threads);
    loops = Stream.generate(() -> new LinkLoop(eventLoops.next(), intake)).limit(threads).toList();
    context = new LinkContext(eventLoops, settings, source);
  }

  /**
   * The JVM keeps answers of the name service for 30 s, which would delay a master that moves
   * behind its name. To be called once, before the process looks up its first name.
   */
  public static void followNameChangesAtOnce() {
    NameLookup.doNotCache();
  }

  /** Lets that meter measure from now on, instead of the one before. */
  public void measureWith(LinkMeter newMeter) {
    context.measureWith(newMeter);
  }

  @Override
  public void connect(Effect.Connect connect) {
    if (!closed) {
      var endpoint = endpointOf(connect);
      context.know(connect.connection(), endpoint);
      endpoint.loop().want(endpoint::start);
    }
  }

  private Endpoint endpointOf(Effect.Connect connect) {
    var companion = companionOf(connect);
    return companion == null
        ? new NodeConnection(connect, context, new Reports(connect.connection(), nextLoop()))
        : new HelloSubscription(connect, companion, context);
  }

  private @Nullable NodeConnection companionOf(Effect.Connect connect) {
    if (connect.purpose() != Purpose.HELLO || connect.companion() == null) {
      return null;
    }
    return switch (context.endpoint(connect.companion())) {
      case NodeConnection connection -> connection;
      case HelloSubscription _ -> null;
      case null -> null;
    };
  }

  private LinkLoop nextLoop() {
    lastLoop = (lastLoop + 1) % loops.size();
    return loops.get(lastLoop);
  }

  @Override
  public void disconnect(Effect.Disconnect disconnect) {
    var endpoint = context.forget(disconnect.connection());
    if (endpoint != null) {
      endpoint.loop().want(() -> endpoint.end(EndCause.REQUESTED, disconnect.reason()));
    }
  }

  @Override
  public void send(Effect.Send send) {
    var endpoint = context.endpoint(send.connection());
    if (endpoint != null) {
      var now = System.nanoTime();
      endpoint.loop().want(() -> endpoint.send(send, now));
    }
  }

  @Override
  public void resolve(Effect.Resolve resolve) {
    var host = resolve.host();
    var loop = loops.getFirst();
    loop.want(() ->
        context.find(
            host,
            NameLookup.PATIENCE_TO_KNOW,
            loop,
            (ips, problem) -> loop.tell(resolved(host, ips, problem))));
  }

  private static Input resolved(String host, List<InetAddress> ips, String problem) {
    if (ips.isEmpty()) {
      LOG.debug("{}", problem);
    }
    return new Input.Resolved(host, ips.isEmpty() ? null : NumericAddress.of(ips.getFirst()));
  }

  @Override
  public void flush() {
    loops.forEach(LinkLoop::flush);
  }

  /** The links at this moment. Any thread. */
  public LinkStatus status() {
    var counters = context.counters();
    return new LinkStatus(
        counters.connecting.all(),
        counters.open.all(),
        counters.sharedSubscriptions.intValue(),
        counters.attempts.sum(),
        counters.established.sum(),
        counters.endedByCause(),
        counters.bytesSent.sum(),
        counters.bytesReceived.sum(),
        counters.commandsSent.sum(),
        counters.repliesReceived.sum(),
        counters.helloMessages.sum(),
        counters.helloMessagesDropped.sum(),
        counters.authFailures.sum(),
        counters.lookups.sum(),
        counters.lookupFailures.sum());
  }

  /** Ends all links, reports nothing any more, and waits at most two seconds for their threads. */
  @Override
  public void close() {
    closed = true;
    loops.forEach(LinkLoop::close);
    for (var endpoint : context.endpoints()) {
      endpoint.loop().execute(() -> endpoint.end(EndCause.REQUESTED, CLOSED));
    }
    context.close();
    eventLoops.close();
  }
}
