package dev.vedette.notify.delivery;

import dev.vedette.sqlite.DamagedDatabaseException;
import dev.vedette.sqlite.DamagedFile;
import dev.vedette.sqlite.DatabaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite file of the queue. A transaction that has returned survives {@code kill -9} and a
 * power cut: write-ahead log, flushed at every commit.
 *
 * <p>Thread-safe: one connection, one transaction at a time.
 */
public final class QueueDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(QueueDatabase.class);

  /** Flushed with every commit: what was accepted survives a power cut, too. */
  private static final DatabaseFile KIND =
      new DatabaseFile(
          QueueDatabase.class,
          List.of("V1__queue.sql"),
          SQLiteConfig.SynchronousMode.FULL,
          SQLiteConfig.TransactionMode.DEFERRED,
          5_000,
          "set vedette.notify.queue-file to another file");

  private final SingleConnectionDataSource dataSource;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final ReentrantLock lock = new ReentrantLock();
  private final boolean durable;

  private QueueDatabase(Connection connection, boolean durable) {
    this.durable = durable;
    this.dataSource = new SingleConnectionDataSource(connection, true);
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /**
   * Opens the file, and makes it when there is none. A file that is no database, or a damaged one,
   * is kept under another name and a new one is begun: telling the next outage matters more.
   *
   * @throws SQLException when it cannot be opened for another reason
   * @throws IOException when its folder cannot be used
   */
  public static QueueDatabase open(Path file) throws SQLException, IOException {
    try {
      return new QueueDatabase(KIND.open(file), true);
    } catch (SQLException | DataAccessException e) {
      if (!DamagedDatabaseException.isCauseOf(e)) {
        throw e;
      }
      Path aside = DamagedFile.moveAside(file);
      log.error(
          "The notification queue {} is damaged ({}). It is kept as {}; a new one is begun.",
          file,
          e.getMessage(),
          aside);
      return new QueueDatabase(KIND.open(file), true);
    }
  }

  /**
   * Opens the file; when that is impossible, begins a queue in memory that does not survive us, for
   * telling the next outage matters more than telling it twice.
   */
  public static QueueDatabase openOrRemember(Path file) {
    try {
      return open(file);
    } catch (DataAccessException | SQLException | IOException e) {
      log.error(
          "The notification queue {} cannot be used: {}. Until a restart, notifications are kept in"
              + " memory only.",
          file,
          e.getMessage());
      return inMemory();
    }
  }

  private static QueueDatabase inMemory() {
    try {
      return new QueueDatabase(KIND.openInMemory(), false);
    } catch (SQLException e) {
      throw new IllegalStateException("not even a queue in memory: " + e.getMessage(), e);
    }
  }

  /** Whether it survives us. */
  public boolean isDurable() {
    return durable;
  }

  /**
   * Does some work in a transaction of its own.
   *
   * @throws DataAccessException when the database refuses; nothing of the work has happened then
   */
  <T extends @Nullable Object> T call(Function<JdbcClient, T> work) {
    lock.lock();
    try {
      return transactions.execute(status -> work.apply(jdbc));
    } catch (TransactionException e) {
      // The beginning or the end of a transaction failed: for the caller that is the same.
      throw new org.springframework.dao.NonTransientDataAccessResourceException(
          "transaction failed", e);
    } finally {
      lock.unlock();
    }
  }

  /** Does some work in a transaction of its own. */
  void run(Consumer<JdbcClient> work) {
    this.<@Nullable Void>call(client -> {
      work.accept(client);
      return null;
    });
  }

  /** Closes the file; later calls fail. */
  @Override
  public void close() {
    lock.lock();
    try {
      dataSource.destroy();
    } finally {
      lock.unlock();
    }
  }
}
