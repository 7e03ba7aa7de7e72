package dev.vedette.link;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.transport.Dialer;
import dev.vedette.transport.EventLoops;
import dev.vedette.transport.TlsDialing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all links of one {@link NettyLinks} share. Any thread. */
final class LinkContext implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NettyLinks.class);

  /** What a name look-up found. */
  @FunctionalInterface
  interface Found {
    /**
     * Hears it on the loop.
     *
     * @param ips empty when there is no answer
     * @param problem why not, in words for people
     */
    void found(List<InetAddress> ips, String problem);
  }

  private final LinkSettings settings;
  private final LinkCounters counters = new LinkCounters();
  private final NameLookup names;
  private final ReplyMemory memory;
  private final Dialer dialer;
  private final RepeatedWarnings warnings = new RepeatedWarnings();
  private final Map<ConnectionId, Endpoint> endpoints = new ConcurrentHashMap<>();
  private volatile LinkMeter meter = LinkMeter.NONE;

  LinkContext(EventLoops loops, LinkSettings settings, NameLookup.Source source) {
    this.settings = settings;
    names = new NameLookup(source, settings.lookupTimeout(), counters);
    memory = new ReplyMemory(settings.limits().replyBytesOfAllLinks());
    var tls = settings.tls();
    dialer =
        new Dialer(
            loops,
            settings.connectTimeout(),
            settings.bindSource(),
            tls == null ? null : new TlsDialing(tls::engine, settings.tlsHandshakeTimeout()));
  }

  LinkSettings settings() {
    return settings;
  }

  LinkCounters counters() {
    return counters;
  }

  LinkMeter meter() {
    return meter;
  }

  void measureWith(LinkMeter value) {
    meter = value;
  }

  ReplyMemory memory() {
    return memory;
  }

  Dialer dialer() {
    return dialer;
  }

  RepeatedWarnings warnings() {
    return warnings;
  }

  /** Remembers an answer that others found. */
  void remember(String host, String ip) {
    names.remember(host, ip);
  }

  /**
   * Finds the numeric addresses of a host. A numeric one is its own answer and found at once; a
   * name is waited for on a thread of its own.
   *
   * @param patience with a name that has been resolved before
   */
  void find(String host, Duration patience, LinkLoop loop, Found found) {
    var literal = NameLookup.literal(host);
    if (literal != null) {
      found.found(List.of(literal), "");
      return;
    }
    var _ =
        Thread.ofVirtual().name("name-" + host).start(() -> lookUp(host, patience, loop, found));
  }

  private void lookUp(String host, Duration patience, LinkLoop loop, Found found) {
    try {
      var ips = names.addressesOf(host, patience);
      loop.execute(() -> found.found(ips, ""));
    } catch (UnknownHostException e) {
      loop.execute(() -> found.found(List.of(), OneLine.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("looking up {} failed", host, e);
      loop.execute(() -> found.found(List.of(), OneLine.of(e)));
    }
  }

  /** What stands behind that id; null when it has ended or never was. */
  @Nullable Endpoint endpoint(ConnectionId connection) {
    return endpoints.get(connection);
  }

  /** All that have not ended. */
  List<Endpoint> endpoints() {
    return List.copyOf(endpoints.values());
  }

  void know(ConnectionId connection, Endpoint endpoint) {
    endpoints.put(connection, endpoint);
  }

  /** Nothing stands behind that id any more. Tells what did. */
  @Nullable Endpoint forget(ConnectionId connection) {
    return endpoints.remove(connection);
  }

  /** Abandons what is still being looked up. */
  @Override
  public void close() {
    names.close();
  }
}
