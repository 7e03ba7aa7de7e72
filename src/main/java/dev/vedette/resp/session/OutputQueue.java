package dev.vedette.resp.session;

import dev.vedette.config.OutputLimit;
import dev.vedette.resp.codec.ByteBuilder;
import dev.vedette.resp.codec.ProtocolVersion;
import dev.vedette.resp.codec.RespEncoder;
import dev.vedette.resp.codec.RespValue;
import dev.vedette.resp.transport.Connection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a client has still to be sent. Anyone appends and never waits; a virtual thread that lives
 * only while there is something to write waits for the client. A client that does not read is cut
 * off by the limits.
 */
final class OutputQueue {
  private static final int FIRST_CHUNK = 256;
  private static final int FULL_CHUNK = 16 * 1024;

  /** Above this the client's own commands wait until it has read something. */
  private static final long BACKPRESSURE_BYTES = 16L << 20;

  private final Connection connection;
  private final RespCounters counters;
  private final Runnable onClosed;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final Deque<ByteBuilder> chunks = new ArrayDeque<>();
  private long pendingBytes;
  private long largestPending;
  private long softLimitSinceNanos;
  private boolean overSoftLimit;
  private boolean writing;
  private boolean closeWhenWritten;
  private boolean closed;

  OutputQueue(Connection connection, RespCounters counters, Runnable onClosed) {
    this.connection = connection;
    this.counters = counters;
    this.onClosed = onClosed;
  }

  /** Guards the queue; whoever holds it decides what comes before what. */
  ReentrantLock lock() {
    return lock;
  }

  /** Appends a reply; {@link #flush} sends it. */
  void append(RespValue value, ProtocolVersion version) {
    lock.lock();
    try {
      if (!closed && !closeWhenWritten) {
        ByteBuilder tail = tail();
        int before = tail.size();
        RespEncoder.encode(value, version, tail);
        added(tail.size() - before);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Appends bytes that are encoded already; {@link #flush} sends them. */
  void append(byte[] bytes) {
    lock.lock();
    try {
      if (!closed && !closeWhenWritten) {
        tail().put(bytes);
        added(bytes.length);
      }
    } finally {
      lock.unlock();
    }
  }

  private ByteBuilder tail() {
    ByteBuilder tail = chunks.peekLast();
    if (tail == null || tail.size() >= FULL_CHUNK) {
      tail = new ByteBuilder(FIRST_CHUNK);
      chunks.addLast(tail);
    }
    return tail;
  }

  private void added(int bytes) {
    pendingBytes += bytes;
    largestPending = Math.max(largestPending, pendingBytes);
  }

  /** Starts the writer if there is something to write and none is at it. */
  void flush() {
    lock.lock();
    try {
      if (writing || closed || (chunks.isEmpty() && !closeWhenWritten)) {
        return;
      }
      writing = true;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("resp-writer").start(this::writeAll);
  }

  private void writeAll() {
    try {
      ByteBuilder chunk;
      while ((chunk = next()) != null) {
        connection.write(chunk.array(), 0, chunk.size());
        counters.wrote(chunk.size());
        written(chunk.size());
      }
    } catch (IOException | RuntimeException e) {
      abort();
    }
  }

  private @Nullable ByteBuilder next() {
    lock.lock();
    try {
      ByteBuilder chunk = chunks.pollFirst();
      if (chunk != null) {
        return chunk;
      }
      writing = false;
      if (!closeWhenWritten || closed) {
        return null;
      }
      closed = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    connection.close();
    onClosed.run();
    return null;
  }

  private void written(int bytes) {
    lock.lock();
    try {
      pendingBytes -= bytes;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while there is so much to send that the client's own commands have to wait. */
  void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pendingBytes > BACKPRESSURE_BYTES && !closed) {
        progress.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends what is there, takes no more, and closes then. */
  void closeWhenWritten() {
    lock.lock();
    try {
      closeWhenWritten = true;
    } finally {
      lock.unlock();
    }
    flush();
  }

  /** Closes at once, even while an orderly close waits for the client. */
  void abort() {
    lock.lock();
    try {
      closed = true;
      chunks.clear();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    connection.abort();
    onClosed.run();
  }

  /**
   * True when the client has left more unread than it may. Times are those of {@link
   * System#nanoTime}.
   */
  boolean exceeds(OutputLimit limit, long nowNanos) {
    lock.lock();
    try {
      if (limit.hardBytes() > 0 && pendingBytes >= limit.hardBytes()) {
        return true;
      }
      boolean overSoft = limit.softBytes() > 0 && pendingBytes >= limit.softBytes();
      if (overSoft && !overSoftLimit) {
        softLimitSinceNanos = nowNanos;
      }
      overSoftLimit = overSoft;
      return overSoft
          && nowNanos - softLimitSinceNanos > TimeUnit.SECONDS.toNanos(limit.softSeconds());
    } finally {
      lock.unlock();
    }
  }

  /** How much is waiting, in bytes and in chunks. */
  Pending pending() {
    lock.lock();
    try {
      return new Pending(pendingBytes, chunks.size(), largestPending);
    } finally {
      lock.unlock();
    }
  }

  /** What is waiting. */
  record Pending(long bytes, int chunks, long largest) {}
}
