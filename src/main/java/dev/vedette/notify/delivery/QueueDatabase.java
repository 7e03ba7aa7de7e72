package dev.vedette.notify.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file of the queue. A transaction that has returned survives {@code kill -9} and a
 * power cut: write-ahead log, flushed at every commit.
 *
 * <p>Thread-safe: one connection, one transaction at a time.
 */
public final class QueueDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(QueueDatabase.class);
  private static final int VERSION = 1;

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
   * @throws UncheckedIOException when the folder cannot be used
   * @throws DataAccessException when the database cannot be opened for another reason
   */
  public static QueueDatabase open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder of " + file, e);
    }
    try {
      return connect(file);
    } catch (DamagedException e) {
      Path aside = setAside(file);
      log.error(
          "The notification queue {} is damaged ({}). It is kept as {}; a new one is begun.",
          file,
          e.getMessage(),
          aside);
      return connect(file);
    }
  }

  /**
   * Opens the file; when that is impossible, begins a queue in memory that does not survive us, for
   * telling the next outage matters more than telling it twice.
   */
  public static QueueDatabase openOrRemember(Path file) {
    try {
      return open(file);
    } catch (DataAccessException | UncheckedIOException e) {
      log.error(
          "The notification queue {} cannot be used: {}. Until a restart, notifications are kept in"
              + " memory only.",
          file,
          e.getMessage());
      return connect(Path.of(":memory:"));
    }
  }

  /** Whether it survives us. */
  public boolean isDurable() {
    return durable;
  }

  private static QueueDatabase connect(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(5_000);
    Connection connection = null;
    try {
      connection = config.createConnection("jdbc:sqlite:" + file);
      QueueDatabase database = new QueueDatabase(connection, !file.toString().equals(":memory:"));
      database.prepare();
      return database;
    } catch (SQLException | DataAccessException e) {
      close(connection);
      if (isDamage(e)) {
        throw new DamagedException(e);
      }
      throw e instanceof DataAccessException dae
          ? dae
          : new org.springframework.jdbc.UncategorizedSQLException(
              "open " + file, null, (SQLException) e);
    }
  }

  private void prepare() {
    run(client -> {
      String finding = client.sql("PRAGMA quick_check(1)").query(String.class).single();
      if (!finding.equals("ok")) {
        throw new DamagedException(finding);
      }
      int version = client.sql("PRAGMA user_version").query(Integer.class).single();
      if (version > VERSION) {
        throw new DamagedException("written by a newer version");
      }
      if (version == 0) {
        for (String statement : schema()) {
          client.sql(statement).update();
        }
        client.sql("PRAGMA user_version = " + VERSION).update();
      }
    });
  }

  private static List<String> schema() {
    try (InputStream in =
        QueueDatabase.class.getResourceAsStream("/dev/vedette/notify/queue.sql")) {
      if (in == null) {
        throw new IllegalStateException("queue.sql is missing");
      }
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String bare = script.replaceAll("--[^\n]*", "");
      return List.of(bare.split(";")).stream().filter(part -> !part.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDamage(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        SQLiteErrorCode code = sqlite.getResultCode();
        return code == SQLiteErrorCode.SQLITE_NOTADB || (code.code & 0xff) == 11;
      }
    }
    return false;
  }

  private static Path setAside(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
      for (String part : List.of("-wal", "-shm")) {
        Path companion = file.resolveSibling(file.getFileName() + part);
        if (Files.exists(companion)) {
          Files.move(companion, file.resolveSibling(aside.getFileName() + part));
        }
      }
      return aside;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set the damaged " + file + " aside", e);
    }
  }

  private static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      log.debug("Closing after a failure failed, too: {}", e.toString());
    }
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

  private static final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }

    DamagedException(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }
}
