package dev.vedette.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that serve all sockets of one direction. Whatever runs on them keeps all others of
 * that thread waiting, so it must never block.
 */
public final class EventLoops implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  /** The largest piece that a buffer of its own size class is cut from. */
  private static final int PAGE_BYTES = 8192;

  /** Pages are taken from the system in chunks of {@link #PAGE_BYTES} times two to this power. */
  private static final int CHUNK_ORDER = 4;

  /**
   * Buffers outlive the turn of a loop only while somebody is slow, so few of them are ever in use
   * at once: one small arena for all loops instead of Netty's megabytes for each core.
   */
  private static final ByteBufAllocator BUFFERS =
      new PooledByteBufAllocator(
          true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 32, 8, /* useCacheForAllThreads= */ false);

  private final EventLoopGroup group;
  private final boolean epoll;

  private EventLoops(EventLoopGroup group, boolean epoll) {
    this.group = group;
    this.epoll = epoll;
  }

  /**
   * Loops on Linux's epoll where its native file can be loaded, else on the JDK's selectors.
   *
   * @param name of the threads
   * @param threads at least 1
   */
  public static EventLoops start(String name, int threads) {
    boolean epoll = Epoll.isAvailable();
    if (!epoll) {
      LOG.debug(
          "epoll is not available, the JDK's selectors are used", Epoll.unavailabilityCause());
    }
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new EventLoops(
        new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io), epoll);
  }

  /** The next loop in turn. */
  public EventLoop next() {
    return group.next();
  }

  /** All of them, as Netty's bootstraps want them. */
  public EventLoopGroup group() {
    return group;
  }

  /** Where all channels take their buffers from. */
  public static ByteBufAllocator buffers() {
    return BUFFERS;
  }

  /**
   * A channel that can connect to a TCP port, not yet registered with a loop.
   *
   * @throws ChannelException when the system has no socket left for us
   */
  Channel newTcpChannel() {
    return epoll ? new EpollSocketChannel() : new NioSocketChannel();
  }

  /** The kind of channel that accepts TCP connections. */
  public Class<? extends ServerChannel> tcpServerChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** The kind of channel that accepts connections of a Unix domain socket. */
  public Class<? extends ServerChannel> unixServerChannel() {
    return epoll ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class;
  }

  /** Whether they run on Linux's epoll. */
  public boolean isEpoll() {
    return epoll;
  }

  /** Ends all threads, and with them all channels; waits at most two seconds for it. */
  @Override
  public void close() {
    var ended = group.shutdownGracefully(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended.awaitUninterruptibly(CLOSING.toMillis())) {
      LOG.warn("The event loops have not ended within {} ms", CLOSING.toMillis());
    }
  }
}
