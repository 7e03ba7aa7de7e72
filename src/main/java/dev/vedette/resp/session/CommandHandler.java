package dev.vedette.resp.session;

import dev.vedette.resp.codec.RespValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Does a command. Arity, login and rights are checked before. Called on the client's own thread, so
 * it may wait without holding up anyone else; the next command of the same client starts when the
 * reply is there.
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
    return (client, arguments) ->
        CompletableFuture.completedFuture(immediate.answer(client, arguments));
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
}
