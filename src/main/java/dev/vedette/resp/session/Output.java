package dev.vedette.resp.session;

import dev.vedette.config.OutputLimit;
import dev.vedette.resp.codec.ByteBuilder;
import dev.vedette.resp.codec.ProtocolVersion;
import dev.vedette.resp.codec.RespEncoder;
import dev.vedette.resp.codec.RespValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a client has still to be sent. Appending never waits: what the client does not take is kept,
 * and a client that does not read is cut off by the limits. All of it happens on the client's loop;
 * only {@link #pending} may be called from anywhere.
 */
final class Output {
  private static final int FIRST_CHUNK = 256;
  private static final int FULL_CHUNK = 16 * 1024;

  private final Channel channel;
  private final RespCounters counters;
  private final ReplyBuffer replies;

  private @Nullable ByteBuf open;
  private boolean unflushed;
  private boolean lastSaid;
  private boolean closed;
  private long softLimitSinceNanos;
  private boolean overSoftLimit;
  private volatile long openBytes;
  private volatile long largest;

  /**
   * @param replies where they are encoded; shared by all clients of the loop
   */
  Output(Channel channel, RespCounters counters, ReplyBuffer replies) {
    this.channel = channel;
    this.counters = counters;
    this.replies = replies;
  }

  /** Appends a reply; {@link #flush} sends it. */
  void append(RespValue value, ProtocolVersion version) {
    if (closed || lastSaid) {
      return;
    }
    ByteBuilder encoded = replies.take();
    RespEncoder.encode(value, version, encoded);
    put(encoded.array(), encoded.size());
    replies.giveBack(encoded);
  }

  /** Appends bytes that are encoded already; {@link #flush} sends them. */
  void append(byte[] bytes) {
    if (!closed && !lastSaid) {
      put(bytes, bytes.length);
    }
  }

  private void put(byte[] bytes, int length) {
    int done = 0;
    while (done < length) {
      ByteBuf chunk = open;
      if (chunk == null) {
        chunk = channel.alloc().directBuffer(Math.clamp(length - done, FIRST_CHUNK, FULL_CHUNK));
        open = chunk;
      }
      int count = Math.min(length - done, FULL_CHUNK - chunk.readableBytes());
      chunk.writeBytes(bytes, done, count);
      done += count;
      openBytes = chunk.readableBytes();
      if (chunk.readableBytes() == FULL_CHUNK) {
        handOver();
      }
    }
    long waiting = pendingBytes();
    if (waiting > largest) {
      largest = waiting;
    }
  }

  private void handOver() {
    ByteBuf chunk = open;
    if (chunk != null) {
      open = null;
      counters.wrote(chunk.readableBytes());
      var _ = channel.write(chunk, channel.voidPromise());
      openBytes = 0;
      unflushed = true;
    }
  }

  /** Sends what is there, as far as the client takes it. */
  void flush() {
    handOver();
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  /** Sends what is there, takes no more, and closes then. */
  void closeWhenWritten() {
    if (closed || lastSaid) {
      return;
    }
    flush();
    lastSaid = true;
    if (pendingBytes() == 0) {
      var _ = channel.close();
    } else {
      var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Forgets what is there. */
  void discard() {
    closed = true;
    ByteBuf chunk = open;
    if (chunk != null) {
      open = null;
      openBytes = 0;
      chunk.release();
    }
  }

  /** True while so much waits that the client's own commands have to wait, too. */
  boolean isFull() {
    return !channel.isWritable();
  }

  /** True when the client has left more unread than it may. */
  boolean exceeds(OutputLimit limit) {
    long pendingBytes = pendingBytes();
    if (limit.hardBytes() > 0 && pendingBytes >= limit.hardBytes()) {
      return true;
    }
    boolean overSoft = limit.softBytes() > 0 && pendingBytes >= limit.softBytes();
    if (overSoft && !overSoftLimit) {
      softLimitSinceNanos = System.nanoTime();
    }
    overSoftLimit = overSoft;
    return overSoft
        && System.nanoTime() - softLimitSinceNanos > TimeUnit.SECONDS.toNanos(limit.softSeconds());
  }

  private long pendingBytes() {
    ChannelOutboundBuffer handedOver = channel.unsafe().outboundBuffer();
    return openBytes + (handedOver == null ? 0 : handedOver.totalPendingWriteBytes());
  }

  /** How much is waiting, in bytes and in chunks. For any thread; a moment later it may differ. */
  Pending pending() {
    ChannelOutboundBuffer handedOver = channel.unsafe().outboundBuffer();
    int chunks = (openBytes > 0 ? 1 : 0) + (handedOver == null ? 0 : handedOver.size());
    return new Pending(pendingBytes(), chunks, largest);
  }

  /** What is waiting. */
  record Pending(long bytes, int chunks, long largest) {}
}
