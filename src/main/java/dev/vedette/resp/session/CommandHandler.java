package dev.vedette.resp.session;

import dev.vedette.resp.codec.RespValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Does a command. Arity, login and rights are checked before. Called on the client's loop, where it
 * must not wait: what takes time is answered later, and the next command of the same client starts
 * when the reply is there.
 */
@FunctionalInterface
public interface CommandHandler {

  /**
   * Does the command.
   *
   * @return the reply, now or later; a stage that fails makes an error reply and a line in the log
   * @throws CommandRefused to answer with an error
   */
  CompletionStage<RespValue> handle(ClientSession client, Arguments arguments)
      throws CommandRefused;

  /** A handler that answers at once. */
  static CommandHandler answering(Immediate immediate) {
    return new Answering(immediate);
  }

  /** A handler that may wait, for a file or for others; it gets a thread of its own each time. */
  static CommandHandler waiting(Immediate slow) {
    return (client, arguments) -> {
      CompletableFuture<RespValue> reply = new CompletableFuture<>();
      Thread.ofVirtual()
          .name("resp-command")
          .start(() -> {
            client.runsOn(Thread.currentThread());
            try {
              RespValue answer = slow.answer(client, arguments);
              // Before the reply: with it, the client's next command may run, on another thread.
              client.runsOn(null);
              reply.complete(answer);
            } catch (Throwable failure) {
              client.runsOn(null);
              reply.completeExceptionally(failure);
            }
          });
      return reply;
    };
  }

  /** Answers at once. */
  @FunctionalInterface
  interface Immediate {
    /**
     * The reply.
     *
     * @throws CommandRefused to answer with an error
     */
    RespValue answer(ClientSession client, Arguments arguments) throws CommandRefused;
  }

  /** Answers at once, without a stage in between. */
  record Answering(Immediate immediate) implements CommandHandler {
    @Override
    public CompletionStage<RespValue> handle(ClientSession client, Arguments arguments)
        throws CommandRefused {
      return CompletableFuture.completedFuture(immediate.answer(client, arguments));
    }
  }
}
