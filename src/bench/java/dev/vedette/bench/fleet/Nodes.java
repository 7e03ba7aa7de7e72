package dev.vedette.bench.fleet;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All nodes of one process, on one event loop: groups of a master and its replica. Methods other
 * than the constructor and {@link #listen} run on that loop.
 */
final class Nodes {

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final Commands commands = new Commands(this);
  private final Map<String, Node> byAddress = new HashMap<>();
  private final List<Node> masters = new ArrayList<>();
  private final int firstGroup;

  Nodes(Address address, int firstGroup, int groups) {
    this.firstGroup = firstGroup;
    for (int group = firstGroup; group < firstGroup + groups; group++) {
      Node master = add(address.master(group), address.port());
      add(address.replica(group), address.port()).follow(master);
      masters.add(master);
    }
  }

  /** Opens all sockets; returns when they listen. */
  void listen() throws InterruptedException {
    List<ChannelFuture> opened = new ArrayList<>();
    for (Node node : byAddress.values()) {
      opened.add(open(node));
    }
    for (ChannelFuture future : opened) {
      future.sync();
    }
    var unused = loop.next().scheduleAtFixedRate(this::trickle, 1, 1, TimeUnit.SECONDS);
  }

  EventLoopGroup loop() {
    return loop;
  }

  Commands commands() {
    return commands;
  }

  @Nullable Node at(String ip, String port) {
    return byAddress.get(ip + ":" + port);
  }

  long asked() {
    return byAddress.values().stream().filter(node -> node.asked).count();
  }

  long conversations() {
    return byAddress.values().stream().mapToLong(node -> node.conversations.size()).sum();
  }

  /**
   * Puts the first masters (as they were at the start, whatever they are now) of the groups into
   * the mode, all at once.
   */
  void change(int fromGroup, int count, Node.Mode mode) {
    for (int group = fromGroup; group < fromGroup + count; group++) {
      change(masters.get(group - firstGroup), mode);
    }
  }

  /** Puts every node, replicas too, into the mode. */
  void changeAll(Node.Mode mode) {
    byAddress.values().forEach(node -> change(node, mode));
  }

  private void change(Node node, Node.Mode mode) {
    Node.Mode before = node.mode;
    if (before == mode) {
      return;
    }
    node.mode = mode;
    node.lostAtNanos = System.nanoTime();
    switch (mode) {
      case DEAD -> kill(node);
      case FROZEN -> node.conversations.forEach(Conversation::freeze);
      case WELL, TRICKLE -> node.conversations.forEach(Conversation::thaw);
    }
    if (before == Node.Mode.DEAD) {
      node.restarted();
      var unused = open(node);
    }
  }

  private static void kill(Node node) {
    Channel listener = node.listener;
    if (listener != null) {
      var unused = listener.close();
      node.listener = null;
    }
    List.copyOf(node.conversations).forEach(Conversation::reset);
  }

  private ChannelFuture open(Node node) {
    Class<? extends ServerChannel> kind =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(kind)
            .option(ChannelOption.SO_BACKLOG, 128)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Conversation(node, commands));
                  }
                })
            .bind(node.ip, node.port);
    node.listener = bound.channel();
    return bound;
  }

  private Node add(String ip, int port) {
    Node node = new Node(ip, port);
    byAddress.put(ip + ":" + port, node);
    return node;
  }

  private void trickle() {
    for (Node node : byAddress.values()) {
      if (node.mode == Node.Mode.TRICKLE) {
        node.conversations.forEach(Conversation::trickle);
      }
    }
  }
}
