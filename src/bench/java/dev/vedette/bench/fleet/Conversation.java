package dev.vedette.bench.fleet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client of one node. It holds no buffer while nothing is under way. */
final class Conversation extends ChannelInboundHandlerAdapter {

  /**
   * What waits for a client of a trickling node, at most; more is dropped, nobody reads it anyway.
   */
  private static final int MOST_TRICKLING = 4_096;

  private final Node node;
  private final Commands commands;
  private final Set<String> channels = new HashSet<>(2);
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf unfinished;
  private @Nullable ArrayDeque<Byte> trickle;

  /** The commands since MULTI, null outside of one. */
  @Nullable List<List<String>> queued;

  Conversation(Node node, Commands commands) {
    this.node = node;
    this.commands = commands;
  }

  Node node() {
    return node;
  }

  Set<String> channels() {
    return channels;
  }

  boolean subscribed() {
    return !channels.isEmpty();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    node.conversations.add(this);
    if (node.mode == Node.Mode.FROZEN) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    node.conversations.remove(this);
    if (unfinished != null) {
      unfinished.release();
      unfinished = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (unfinished != null) {
      in = unfinished.writeBytes(in);
      ((ByteBuf) message).release();
      unfinished = null;
    }
    ByteBuf out = ctx.alloc().buffer(256);
    List<String> words;
    while ((words = Request.next(in)) != null) {
      commands.answer(this, words, out);
    }
    if (in.isReadable()) {
      unfinished = ctx.alloc().buffer(in.readableBytes() + 64).writeBytes(in);
    }
    in.release();
    send(ctx, out);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      commands.faults++;
    }
    var unused = ctx.close();
  }

  /** Sends the message when this client subscribed to the channel; tells how many were told. */
  int deliver(String channel, String message) {
    ChannelHandlerContext ctx = context;
    if (ctx == null || !channels.contains(channel) || node.mode == Node.Mode.FROZEN) {
      return 0;
    }
    ByteBuf out = ctx.alloc().buffer(64 + channel.length() + message.length());
    Replies.array(out, 3);
    Replies.bulk(out, "message");
    Replies.bulk(out, channel);
    Replies.bulk(out, message);
    send(ctx, out);
    ctx.flush();
    return 1;
  }

  /** Nothing more is read or written; what the client sends piles up in the kernel. */
  void freeze() {
    if (context != null) {
      context.channel().config().setAutoRead(false);
    }
  }

  void thaw() {
    if (context != null) {
      context.channel().config().setAutoRead(true);
    }
  }

  /** Ends as the kernel ends connections of a killed process that had unread data. */
  void reset() {
    if (context != null) {
      context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      var unused = context.close();
    }
  }

  void end() {
    if (context != null) {
      var unused = context.close();
    }
  }

  /** Sends the next of the bytes that wait, if this node trickles. */
  void trickle() {
    Byte next = trickle == null ? null : trickle.poll();
    if (next != null && context != null) {
      var unused = context.writeAndFlush(context.alloc().buffer(1).writeByte(next));
    }
  }

  void push(String text) {
    if (context != null) {
      ByteBuf out = context.alloc().buffer(text.length());
      out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
      send(context, out);
      context.flush();
    }
  }

  private void send(ChannelHandlerContext ctx, ByteBuf out) {
    if (node.mode != Node.Mode.TRICKLE) {
      var unused = ctx.write(out);
      return;
    }
    if (trickle == null) {
      trickle = new ArrayDeque<>();
    }
    while (out.isReadable() && trickle.size() < MOST_TRICKLING) {
      trickle.add(out.readByte());
    }
    out.release();
  }
}
