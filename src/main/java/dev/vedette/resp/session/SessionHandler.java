package dev.vedette.resp.session;

import dev.vedette.resp.codec.ProtocolViolation;
import dev.vedette.resp.codec.RequestParser;
import dev.vedette.resp.codec.RespValue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens on a client's connection: bytes become commands, which are run one after the other,
 * and replies are sent when all that has arrived is worked through. A command whose answer takes
 * longer makes only this client's further commands wait. Everything here happens on the client's
 * loop.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(SessionHandler.class);

  /** What may arrive while a command waits for its answer before nothing more is read. */
  private static final int READ_AHEAD = 16 * 1024;

  private final ClientSession session;
  private final Sessions sessions;
  private final RequestParser parser;
  private final Output output;

  /** A command has been begun and not answered yet. */
  private boolean waiting;

  private boolean running;
  private boolean allSaid;

  /** The command that {@code CLIENT PAUSE} holds back. */
  private CommandDispatcher.@Nullable Checked paused;

  SessionHandler(ClientSession session, Sessions sessions) {
    this.session = session;
    this.sessions = sessions;
    this.parser = session.parser();
    this.output = session.output();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      sessions.counters().read(bytes.readableBytes());
      session.heard();
      if (!session.isClosing()) {
        take(bytes);
      }
    } catch (ProtocolViolation violation) {
      reject(violation);
    } finally {
      ReferenceCountUtil.release(bytes);
    }
  }

  private void take(ByteBuf bytes) throws ProtocolViolation {
    while (bytes.isReadable() && !session.isClosing()) {
      fill(bytes);
      if (!waiting) {
        runBuffered();
      }
    }
    parser.keep();
    if (isHeldBack() && parser.buffered() > READ_AHEAD) {
      session.channel().config().setAutoRead(false);
    }
  }

  private void fill(ByteBuf bytes) {
    try {
      int _ =
          parser.readFrom((target, offset, length) -> {
            int count = Math.min(length, bytes.readableBytes());
            bytes.readBytes(target, offset, count);
            return count;
          });
    } catch (IOException e) {
      throw new IllegalStateException("reading memory failed", e);
    }
  }

  /** Whether what has arrived has to wait. */
  private boolean isHeldBack() {
    return waiting || output.isFull();
  }

  private void runBuffered() throws ProtocolViolation {
    running = true;
    try {
      List<byte[]> words;
      while (!session.isClosing() && hasRoom() && (words = parser.next()) != null) {
        session.argumentBytes(sizeOf(words));
        begin(sessions.dispatcher().check(session, new Arguments(words)));
      }
    } finally {
      running = false;
    }
  }

  private boolean hasRoom() {
    if (output.isFull()) {
      output.flush();
    }
    return !isHeldBack();
  }

  private static long sizeOf(List<byte[]> words) {
    long size = 0;
    for (byte[] word : words) {
      size += word.length;
    }
    return size;
  }

  /** Runs a command, or has it wait. Null for one that was refused or needs no reply. */
  private void begin(CommandDispatcher.@Nullable Checked command) {
    if (command == null) {
      ended();
      return;
    }
    long pauseNanos = sessions.pauses().remainingNanos(command.isPublish());
    if (pauseNanos > 0) {
      hold(command, pauseNanos);
      return;
    }
    CompletionStage<RespValue> stage = sessions.dispatcher().run(session, command);
    CompletableFuture<RespValue> later = stage == null ? null : stage.toCompletableFuture();
    if (later == null || later.isDone()) {
      if (later != null) {
        sessions.dispatcher().answer(session, command, later);
      }
      ended();
      return;
    }
    waiting = true;
    // What came before is sent first: the reply may take a while.
    output.flush();
    var _ = later.whenComplete((_, _) -> onLoop(() -> answered(command, later)));
  }

  private void onLoop(Runnable work) {
    if (session.loop().inEventLoop() && !running) {
      work.run();
    } else {
      session.loop().execute(work);
    }
  }

  private void answered(CommandDispatcher.Checked command, CompletableFuture<RespValue> reply) {
    waiting = false;
    if (session.hasEnded()) {
      return;
    }
    sessions.dispatcher().answer(session, command, reply);
    ended();
    goOn();
  }

  /** The present command is done. */
  private void ended() {
    session.replyMode(session.replyMode().afterCommand());
    session.argumentBytes(0);
    sessions.enforceOutputLimit(session);
  }

  private void hold(CommandDispatcher.Checked command, long nanos) {
    waiting = true;
    paused = command;
    output.flush();
    var _ = session.loop().schedule(this::lookAtPause, nanos, TimeUnit.NANOSECONDS);
  }

  /** The pause is over, or another one. */
  void lookAtPause() {
    CommandDispatcher.Checked command = paused;
    if (command != null && !session.hasEnded()) {
      paused = null;
      waiting = false;
      running = true;
      try {
        begin(command);
      } finally {
        running = false;
      }
      goOn();
    }
  }

  /** Runs what has arrived meanwhile, sends the replies, and reads on. */
  private void goOn() {
    try {
      if (!waiting) {
        runBuffered();
      }
      parser.keep();
      settle();
    } catch (ProtocolViolation violation) {
      reject(violation);
    }
  }

  private void settle() {
    output.flush();
    if (allSaid && !isHeldBack()) {
      output.closeWhenWritten();
    } else if (!session.isClosing() && !isHeldBack()) {
      readOn();
    } else if (output.isFull()) {
      session.channel().config().setAutoRead(false);
    }
  }

  private void readOn() {
    if (!session.channel().config().isAutoRead()) {
      session.channel().config().setAutoRead(true);
    }
  }

  /** Whether a command is under way. */
  boolean isBusy() {
    return waiting || running;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    settle();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable() && !waiting && !running && !session.hasEnded()) {
      session.loop().execute(this::goOn);
    }
  }

  /** The client says nothing any more. It still gets the replies to what it has said. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      allSaid = true;
      settle();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    session.end();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    session.end();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException || cause instanceof io.netty.handler.codec.DecoderException) {
      log.debug("Client {} is gone: {}", session.peer(), cause.getMessage());
    } else {
      log.error("Client {} is disconnected because of an error of ours", session.peer(), cause);
    }
    session.disconnect();
  }

  private void reject(ProtocolViolation violation) {
    log.debug("Client {} is disconnected: {}", session.peer(), violation.reason());
    sessions.counters().protocolError();
    session.reply(RespValue.error(violation.reason()));
    session.closeAfterReplies();
  }
}
