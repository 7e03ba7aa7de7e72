package dev.vedette.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Completes futures where those who wait for them want it, else on threads of their own: whatever
 * is chained to them may block there without holding the engine up.
 */
final class Answers {

  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("engine-answer").start(task);

  private Answers() {}

  /** A future that is completed by that executor, which must take work at once and never wait. */
  static <T extends @Nullable Object> CompletableFuture<T> on(Executor executor) {
    return new Placed<>(executor);
  }

  static <T extends @Nullable Object> void complete(CompletableFuture<T> future, T value) {
    execute(future, () -> future.complete(value));
  }

  static void fail(CompletableFuture<?> future, Throwable cause) {
    execute(future, () -> future.completeExceptionally(cause));
  }

  private static void execute(CompletableFuture<?> future, Runnable work) {
    try {
      (future instanceof Placed<?> placed ? placed.executor : THREADS).execute(work);
    } catch (RejectedExecutionException e) {
      // Where it was asked has ended: nobody waits any more.
    }
  }

  private static final class Placed<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Executor executor;

    Placed(Executor executor) {
      this.executor = executor;
    }
  }
}
