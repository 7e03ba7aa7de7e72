package dev.vedette.engine;

import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries effects out, one by one. Only for the engine's thread. */
final class Effects {

  private static final Logger LOG = LoggerFactory.getLogger("dev.vedette.sentinel");

  private final PersistBarrier barrier;
  private final EventBus events;
  private final Scripts scripts;
  private final Consumer<Input> inputs;
  private final IntConsumer crash;
  private final Map<Long, CompletableFuture<Answer>> waiting = new HashMap<>();
  private long lastRequestId;
  private @Nullable Links links;

  /**
   * @param inputs takes what the sentinel has to be told of an effect that was not carried out
   */
  Effects(
      PersistBarrier barrier,
      EventBus events,
      Scripts scripts,
      Consumer<Input> inputs,
      IntConsumer crash) {
    this.inputs = inputs;
    this.barrier = barrier;
    this.events = events;
    this.scripts = scripts;
    this.crash = crash;
  }

  void links(Links value) {
    links = value;
  }

  /** Remembers who waits for an answer, and returns the id to ask with. */
  long expect(CompletableFuture<Answer> answer) {
    waiting.put(++lastRequestId, answer);
    return lastRequestId;
  }

  /** That request failed; nobody else will answer it. */
  void abandon(long id, RuntimeException why) {
    CompletableFuture<Answer> future = waiting.remove(id);
    if (future != null) {
      Answers.fail(future, why);
    }
  }

  /** Nothing will be answered any more. */
  void abandonAll(RuntimeException why) {
    for (CompletableFuture<Answer> future : waiting.values()) {
      Answers.fail(future, why);
    }
    waiting.clear();
  }

  void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Connect connect -> links().connect(connect);
      case Effect.Disconnect disconnect -> links().disconnect(disconnect);
      case Effect.Send send -> send(send);
      case Effect.Resolve resolve -> links().resolve(resolve);
      case Effect.Persist _ -> {
        // What stands before it need not wait for the disk.
        links().flush();
        barrier.persist();
      }
      case Effect.Emit emit -> events.publish(emit.event());
      case Effect.Log log -> LOG.info("{}", log.line());
      case Effect.RunScript script -> scripts.run(script);
      case Effect.Answer answer -> answer(answer);
      case Effect.Fault _ -> {
        // The turn has told it already.
      }
      case Effect.Crash(int exitCode) -> crash.accept(exitCode);
    }
  }

  /** There are no more effects in this turn. */
  void flush() {
    links().flush();
  }

  private void send(Effect.Send send) {
    if (barrier.covers(send.restsOn())) {
      links().send(send);
    } else {
      inputs.accept(new Input.Withheld(send.connection(), send.ticket()));
    }
  }

  private void answer(Effect.Answer effect) {
    CompletableFuture<Answer> future = waiting.remove(effect.id());
    if (future != null) {
      Answer unsaved = effect.ifNotSaved();
      Answers.complete(future, unsaved != null && barrier.unsaved() ? unsaved : effect.answer());
    }
  }

  private Links links() {
    Links present = links;
    if (present == null) {
      throw new IllegalStateException("The engine has not been started");
    }
    return present;
  }
}
