package dev.vedette.bench.fleet;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;

/**
 * A process with a part of the fleet: {@code port control-port first-group groups}. It ends when
 * its standard input ends, so it never outlives who started it.
 */
public final class FleetPart {

  private FleetPart() {}

  /** Starts it; returns when the standard input has ended. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int[] numbers = new int[4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(args[i]);
    }
    Nodes nodes = new Nodes(new Address(numbers[0]), numbers[2], numbers[3]);
    nodes.listen();
    Class<? extends ServerChannel> kind =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    // After all nodes: whoever reaches it knows that the fleet is ready.
    new ServerBootstrap()
        .group(nodes.loop())
        .channel(kind)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Control(nodes));
              }
            })
        .bind("127.0.0.1", numbers[1])
        .sync();
    while (System.in.read() >= 0) {
      // What is written to it means nothing.
    }
    Runtime.getRuntime().halt(0);
  }
}
