package dev.vedette.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks names up and remembers the last good answer, which serves when the resolver fails or hangs.
 *
 * <p>The resolver runs on a few platform threads of its own: a look-up in the operating system pins
 * its carrier, so two hanging ones on virtual threads could stop every link of a machine with two
 * cores. Attempts for a name that is already being looked up share one look-up.
 */
final class NameLookup implements AutoCloseable {

  /** Where answers come from; replaced in tests. */
  @FunctionalInterface
  interface Source {
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(NameLookup.class);

  private static final int THREADS = 8;
  private static final int WAITING_NAMES = 1024;
  private static final int REMEMBERED_NAMES = 4096;
  private static final int ADDRESSES_PER_NAME = 4;

  /**
   * How long a name with a known answer is waited for when it is dialled. A lost connection must be
   * made again before its node counts as down, which a resolver that hangs may not keep us from; an
   * answer that comes later serves the next attempt.
   */
  static final Duration PATIENCE_TO_DIAL = Duration.ofMillis(250);

  /** How long a name with a known answer is waited for when its address is all that is wanted. */
  static final Duration PATIENCE_TO_KNOW = Duration.ofSeconds(1);

  private final Source source;
  private final Duration timeout;
  private final LinkCounters counters;
  private final ThreadPoolExecutor threads;
  private final Map<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();
  private final Map<String, List<InetAddress>> lastGood =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, List<InetAddress>> eldest) {
              return size() > REMEMBERED_NAMES;
            }
          });

  NameLookup(Source source, Duration timeout, LinkCounters counters) {
    this.source = source;
    this.timeout = timeout;
    this.counters = counters;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING_NAMES),
            Thread.ofPlatform().daemon().name("name-lookup-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The JVM keeps an answer for 30 s by default, which would delay a master that moves behind its
   * name. To be called before the first look-up of the process.
   */
  static void doNotCache() {
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
  }

  /**
   * The numeric addresses of a name, at most four, the preferred one first. Blocks for a bounded
   * time. A numeric address is its own answer and is never looked up.
   *
   * @param patience with a name that has been resolved before
   * @throws UnknownHostException when there is no answer and there never was one
   */
  List<InetAddress> addressesOf(String host, Duration patience)
      throws UnknownHostException, InterruptedException {
    var literal = literal(host);
    if (literal != null) {
      return List.of(literal);
    }
    var name = host.toLowerCase(Locale.ROOT);
    var known = lastGood.get(name);
    var wait = known != null && patience.compareTo(timeout) < 0 ? patience : timeout;
    try {
      return start(name).get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      counters.lookupFailures.increment();
      if (known != null) {
        LOG.debug("name look-up failed, using the last good answer host={} ip={}", host, known);
        return known;
      }
      var late = e instanceof TimeoutException ? " within " + wait.toMillis() + " ms" : "";
      throw new UnknownHostException("the name " + host + " does not resolve" + late);
    }
  }

  /** That numeric address; null when it is a name. */
  static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Remembers an answer that others found. */
  void remember(String host, String ip) {
    var address = literal(ip);
    if (address != null && literal(host) == null) {
      lastGood.putIfAbsent(host.toLowerCase(Locale.ROOT), List.of(address));
    }
  }

  private CompletableFuture<List<InetAddress>> start(String name) {
    var mine = new CompletableFuture<List<InetAddress>>();
    var other = running.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    try {
      threads.execute(() -> lookUp(name, mine));
    } catch (RejectedExecutionException e) {
      running.remove(name, mine);
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private void lookUp(String name, CompletableFuture<List<InetAddress>> result) {
    counters.lookups.increment();
    try {
      var all = new ArrayList<>(List.of(source.lookUp(name)));
      if (all.isEmpty()) {
        throw new UnknownHostException(name);
      }
      var answer = List.copyOf(all.subList(0, Math.min(all.size(), ADDRESSES_PER_NAME)));
      lastGood.put(name, answer);
      running.remove(name, result);
      result.complete(answer);
    } catch (UnknownHostException | RuntimeException e) {
      running.remove(name, result);
      result.completeExceptionally(e);
    }
  }

  /** Abandons what is still being looked up. */
  @Override
  public void close() {
    threads.shutdownNow();
    var closed = new UnknownHostException("the links are closed");
    running.values().forEach(result -> result.completeExceptionally(closed));
  }
}
