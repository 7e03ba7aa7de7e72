package dev.vedette.journal;

import dev.vedette.sqlite.DamagedDatabaseException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * Reads the database on a few platform threads of its own. The database's native code pins a
 * virtual thread to its carrier, and there are only as many carriers as processors: two slow
 * queries on virtual threads could stop the links to Redis.
 */
final class JournalReader implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int MAX_WAITING = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BUSY_TIMEOUT_MILLIS = 2_000;

  private final JdbcClient jdbc;
  private final ThreadPoolExecutor threads;
  private final Runnable damageSeen;

  /**
   * Every query opens the file anew, which takes less than a millisecond, and so sees what is
   * there.
   *
   * @param damageSeen called when a query met damage
   */
  JournalReader(Path file, Runnable damageSeen) {
    this.damageSeen = damageSeen;
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.READONLY);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.resetOpenMode(SQLiteOpenMode.READWRITE);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    jdbc = JdbcClient.create(source);
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("journal-read-", 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The answer to a query.
   *
   * @throws JournalUnavailableException when there is none in time
   */
  <T> T read(Function<JdbcClient, T> query) {
    CompletableFuture<T> answer;
    try {
      answer = CompletableFuture.supplyAsync(() -> query.apply(jdbc), threads);
    } catch (RejectedExecutionException e) {
      throw new JournalUnavailableException("Too many queries wait for the journal.", e);
    }
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new JournalUnavailableException(
          "The journal did not answer within " + PATIENCE.toSeconds() + " seconds.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalUnavailableException("The query was interrupted.", e);
    } catch (ExecutionException e) {
      if (DamagedDatabaseException.isCauseOf(e)) {
        damageSeen.run();
      }
      throw new JournalUnavailableException("The journal cannot be read now.", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
