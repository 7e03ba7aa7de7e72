package dev.vedette.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Completes futures on threads of their own: whatever is chained to them may block without holding
 * the engine up.
 */
final class Answers {

  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("engine-answer").start(task);

  private Answers() {}

  static <T> void complete(CompletableFuture<T> future, T value) {
    THREADS.execute(() -> future.complete(value));
  }

  static void fail(CompletableFuture<?> future, Throwable cause) {
    THREADS.execute(() -> future.completeExceptionally(cause));
  }
}
