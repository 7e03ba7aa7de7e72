package dev.vedette.link;

import dev.vedette.link.CommandQueue.Command;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * The bytes of one connection: commands out, replies in. It has no read timeout: whether silence is
 * too long is for the engine to decide.
 */
final class Conversation extends ChannelInboundHandlerAdapter implements ChannelFutureListener {

  private static final int USUAL_BATCH_BYTES = 256;
  private static final int FULL_BATCH_BYTES = 32 * 1024;

  private final NodeConnection owner;
  private final Channel channel;
  private final CommandQueue queue;
  private final ReplyReader reader;
  private final LinkCounters counters;
  private boolean willWrite;

  Conversation(NodeConnection owner, Channel channel, CommandQueue queue, LinkContext context) {
    this.owner = owner;
    this.channel = channel;
    this.queue = queue;
    counters = context.counters();
    reader = new ReplyReader(context.settings().limits(), context.memory(), owner);
  }

  /** Says what is queued, and listens. */
  void begin() {
    channel.pipeline().addLast(this);
    channel.config().setAutoRead(true);
    write();
  }

  /** There is something to write at the end of what the engine wants now. */
  void writeLater() {
    if (!willWrite) {
      willWrite = true;
      owner.loop().writeLater(this);
    }
  }

  /**
   * Writes what is queued, in as few packets as possible. What a server does not read stays queued:
   * commands take less memory than what is written of them.
   */
  void write() {
    willWrite = false;
    if (owner.hasEnded()) {
      return;
    }
    var command = channel.isWritable() ? queue.nextToWrite() : null;
    while (command != null) {
      var batch = encodeFrom(command);
      counters.bytesSent.add(batch.readableBytes());
      channel.write(batch).addListener(this);
      command = channel.isWritable() ? queue.nextToWrite() : null;
    }
    channel.flush();
  }

  private ByteBuf encodeFrom(Command first) {
    var batch = channel.alloc().directBuffer(USUAL_BATCH_BYTES);
    var command = first;
    while (command != null) {
      CommandEncoder.encode(command.words(), batch);
      counters.commandsSent.increment();
      command = batch.readableBytes() < FULL_BATCH_BYTES ? queue.nextToWrite() : null;
    }
    return batch;
  }

  @Override
  public void operationComplete(ChannelFuture written) {
    if (!written.isSuccess()) {
      owner.writingFailed(written.cause());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    write();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws LinkException {
    var in = (ByteBuf) message;
    try {
      counters.bytesReceived.add(in.readableBytes());
      var more = true;
      while (more && !owner.hasEnded()) {
        more = reader.read(in);
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (owner.loop().isFull() && !owner.hasEnded() && channel.config().isAutoRead()) {
      channel.config().setAutoRead(false);
      owner.loop().resumeWhenThereIsRoom(this);
    }
  }

  /** There is room again for what arrives. */
  void resume() {
    if (!owner.hasEnded()) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    owner.closedByServer(reader.isInTheMiddle());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    owner.fail(cause);
  }

  /** Ends it; the owner has been told why. */
  void close() {
    reader.startAfresh();
    var _ = channel.close();
  }
}
