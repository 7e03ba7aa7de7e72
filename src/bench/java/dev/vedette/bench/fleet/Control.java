package dev.vedette.bench.fleet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What the benchmark, or a person with redis-cli, tells a part of the fleet, on a port of its own:
 *
 * <pre>
 * KILL first count       their masters are gone, all in the same instant; the reply is when: microseconds since 1970
 * FREEZE first count     they accept and never answer
 * TRICKLE first count    they answer one byte a second
 * REVIVE first count     they are well again, with the role they had
 * ALL FREEZE             every node of this part; also KILL, TRICKLE, REVIVE
 * ASKED                  how many nodes have answered an INFO
 * CONVERSATIONS          how many clients are connected
 * ANSWERED               how many commands were answered
 * FAULTS                 how many connections ended because of what came on them
 * </pre>
 */
final class Control extends ChannelInboundHandlerAdapter {

  private final Nodes nodes;

  Control(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    List<String> words;
    // Commands here are short and their sender waits for the reply, so they come in one piece.
    while ((words = Request.next(in)) != null) {
      ByteBuf out = ctx.alloc().buffer();
      answer(words, out);
      var unused = ctx.write(out);
    }
    in.release();
    ctx.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close();
  }

  private void answer(List<String> words, ByteBuf out) {
    String name = words.getFirst().toUpperCase(Locale.ROOT);
    try {
      switch (name) {
        case "PING" -> Replies.line(out, "+PONG");
        case "ASKED" -> Replies.number(out, nodes.asked());
        case "CONVERSATIONS" -> Replies.number(out, nodes.conversations());
        case "ANSWERED" -> Replies.number(out, nodes.commands().answered);
        case "FAULTS" -> Replies.number(out, nodes.commands().faults);
        case "ALL" -> {
          long at = now();
          nodes.changeAll(mode(words.get(1)));
          Replies.number(out, at);
        }
        default -> {
          Node.Mode mode = mode(name);
          long at = now();
          nodes.change(Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)), mode);
          Replies.number(out, at);
        }
      }
    } catch (RuntimeException e) {
      Replies.line(out, "-ERR " + e);
    }
  }

  private static Node.Mode mode(String verb) {
    return switch (verb.toUpperCase(Locale.ROOT)) {
      case "KILL" -> Node.Mode.DEAD;
      case "FREEZE" -> Node.Mode.FROZEN;
      case "TRICKLE" -> Node.Mode.TRICKLE;
      case "REVIVE" -> Node.Mode.WELL;
      default -> throw new IllegalArgumentException("unknown command " + verb);
    };
  }

  private static long now() {
    Instant instant = Instant.now();
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
