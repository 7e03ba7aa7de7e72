package dev.vedette;

import dev.vedette.engine.Engine;
import dev.vedette.engine.HeapMemory;
import dev.vedette.resp.RespServer;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells long before the end that memory gets short, and at the start what the configured masters
 * will need.
 */
final class MemoryWatch {

  /** What the engine, the port and the libraries keep, whatever is watched. */
  private static final long ENGINE_BYTES = 16L << 20;

  /** What the admin side keeps on top of it. */
  private static final long ADMIN_BYTES = 40L << 20;

  /** Of a master with its replicas and sentinels, measured; docs/performance.md has the figures. */
  private static final long MASTER_BYTES = 40L << 10;

  private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Engine engine;
  private final HeapMemory memory;
  private volatile boolean stopped;

  MemoryWatch(Engine engine, HeapMemory memory) {
    this.engine = engine;
    this.memory = memory;
  }

  /** The heap that so many masters need, in bytes, with room for what is only passing. */
  static long neededBytes(int masters, boolean adminSide) {
    long live = ENGINE_BYTES + (adminSide ? ADMIN_BYTES : 0) + masters * MASTER_BYTES;
    return live * 3 / 2;
  }

  /** What is wrong with a heap of that size for so many masters; null when it is large enough. */
  static @Nullable String shortage(int masters, boolean adminSide, long heapBytes) {
    long needed = neededBytes(masters, adminSide);
    if (heapBytes >= needed) {
      return null;
    }
    return ("A Java heap of %d MB is too small for %d masters: they need about %d MB. Give this process more memory, or set"
            + " the size with VEDETTE_JAVA_OPTS=-Xmx%dm (JDK_JAVA_OPTIONS in a container)")
        .formatted(heapBytes >> 20, masters, needed >> 20, needed >> 20);
  }

  /** Looks every second from now on, on a thread of its own. */
  void start(RespServer port) {
    engine.sparing(memory);
    port.sparingWhile(memory::isShort);
    Thread.ofVirtual().name("memory-watch").start(this::watch);
  }

  void stop() {
    stopped = true;
  }

  private void watch() {
    while (!stopped) {
      LockSupport.parkNanos(PERIOD_NANOS);
      look();
    }
  }

  private void look() {
    if (!memory.look()) {
      return;
    }
    if (memory.isShort()) {
      LOG.error(
          "Memory is short: {}. No new master and no new client is taken. Set a larger Java heap (VEDETTE_JAVA_OPTS=-Xmx…,"
              + " JDK_JAVA_OPTIONS in a container), or let this process watch fewer masters",
          memory.describe());
      tell(EventType.MEMORY_SHORT);
    } else {
      LOG.warn("There is enough memory again: {}", memory.describe());
      tell(EventType.MEMORY_EASED);
    }
  }

  private void tell(EventType type) {
    CompletableFuture<Void> _ =
        engine
            .read(sentinel -> sentinel.durableState().currentEpoch())
            .thenAccept(
                epoch -> engine.publish(Event.ofProcess(type, "#" + memory.describe(), epoch)));
  }
}
