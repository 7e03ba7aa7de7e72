package dev.vedette.link;

import dev.vedette.link.CommandQueue.Command;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.RedisOutputStream;

/** Writes what is queued until the queue is closed: everything that waits goes in one packet. */
final class CommandWriter implements Runnable {

  private static final int BUFFER_BYTES = 1024;

  private final CommandQueue queue;
  private final RedisOutputStream out;
  private final LongAdder sent;
  private final Consumer<Throwable> failed;

  /**
   * @param failed hears at most once why writing is not possible
   */
  CommandWriter(CommandQueue queue, OutputStream out, LongAdder sent, Consumer<Throwable> failed) {
    this.queue = queue;
    this.out = new RedisOutputStream(out, BUFFER_BYTES);
    this.sent = sent;
    this.failed = failed;
  }

  @Override
  public void run() {
    try {
      for (var batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        for (var command : batch) {
          Protocol.sendCommand(out, arguments(command));
        }
        out.flush();
        sent.add(batch.size());
      }
    } catch (Throwable e) {
      // Errors, too: without its writer, a connection would stay open and mute.
      failed.accept(e);
    }
  }

  private static CommandArguments arguments(Command command) {
    List<String> words = command.words();
    var name = words.getFirst().getBytes(Protocol.CHARSET);
    var arguments = new CommandArguments(() -> name);
    words.stream().skip(1).forEach(arguments::add);
    return arguments;
  }
}
