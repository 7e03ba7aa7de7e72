package dev.vedette.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server socket whose connections are served by event loops. */
final class Acceptor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  private final Channel server;

  private Acceptor(Channel server) {
    this.server = server;
  }

  /** Settings of a server socket and of its connections before it is bound. */
  static ServerBootstrap bootstrap(
      EventLoops loops, Class<? extends ServerChannel> kind, String where) {
    return new ServerBootstrap()
        .group(loops.group())
        .channel(kind)
        .handler(new AcceptFailures(where))
        // Nobody is let in before start().
        .option(ChannelOption.AUTO_READ, false)
        // Who has said all that he wants to say still hears the replies.
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(Backpressure.RESUME_BYTES, Backpressure.STOP_BYTES));
  }

  /** Binds; the message of what is thrown is the operating system's reason. */
  static Acceptor bind(ServerBootstrap bootstrap, SocketAddress address) throws IOException {
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    Throwable failure = bound.cause();
    if (failure != null) {
      throw new IOException(SystemError.text(failure), failure);
    }
    return new Acceptor(bound.channel());
  }

  /** Has connections handled by {@code work}, on their loops. */
  static ChannelHandler each(Consumer<Channel> work) {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        work.accept(channel);
      }
    };
  }

  /**
   * Lets a new connection in or turns it away.
   *
   * @param readable whether the peer can read the line of a refusal
   * @return whether it was let in
   */
  static boolean serve(Channel channel, Peer peer, Admission admission, boolean readable) {
    String refusal = admission.admit(peer.loopback());
    if (refusal != null) {
      channel.pipeline().addLast(new Refusal(readable ? refusal : ""));
      return false;
    }
    try {
      channel.pipeline().addLast(admission.serve(channel, peer));
      return true;
    } catch (RuntimeException e) {
      LOG.error("A client could not be served", e);
      admission.abandoned();
      var _ = channel.close();
      return false;
    }
  }

  /** Accepts from now on. */
  void start() {
    server.config().setAutoRead(true);
  }

  SocketAddress address() {
    return server.localAddress();
  }

  /** Accepts nothing any more. Connections stay. */
  @Override
  public void close() {
    server.close().awaitUninterruptibly();
  }

  /** Sends a line, if there is one, and closes. */
  private static final class Refusal extends ChannelInboundHandlerAdapter {
    private final String line;

    Refusal(String line) {
      this.line = line;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var _ =
          context
              .writeAndFlush(Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII))
              .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("A client was gone before it was refused: {}", cause.getMessage());
      var _ = context.close();
    }
  }
}
