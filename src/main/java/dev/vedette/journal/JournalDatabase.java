package dev.vedette.journal;

import dev.vedette.sqlite.DatabaseFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteConfig;

/**
 * The database file with its one writing connection.
 *
 * <p>A commit reaches the operating system before it returns, so it survives the end of the
 * process; {@link #checkpoint} brings it to the disk itself, so that it survives the end of the
 * machine.
 */
final class JournalDatabase implements AutoCloseable {

  /** Waits for a short time only: the writer tries again anyway and takes events in meanwhile. */
  private static final DatabaseFile KIND =
      new DatabaseFile(
          JournalDatabase.class,
          List.of("V1__events_and_failovers.sql"),
          SQLiteConfig.SynchronousMode.NORMAL,
          SQLiteConfig.TransactionMode.IMMEDIATE,
          250,
          "set vedette.journal.path to another file");

  private final Path file;
  private final @Nullable Object fileKey;
  private final Connection raw;
  private final SingleConnectionDataSource connection;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  private JournalDatabase(Path file, Connection raw) throws IOException {
    this.file = file;
    this.raw = raw;
    this.connection = new SingleConnectionDataSource(raw, true);
    this.jdbc = JdbcClient.create(connection);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(connection));
    this.fileKey = fileKey(file);
  }

  /**
   * Opens the file, creates it when it is missing, checks it, and brings its schema up to date.
   *
   * @throws SQLException when it is damaged, locked, or cannot be used
   * @throws IOException when its folder cannot be used
   */
  static JournalDatabase open(Path file) throws SQLException, IOException {
    Connection raw = KIND.open(file);
    try {
      return new JournalDatabase(file, raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  /** Does all of it, or nothing. */
  void inTransaction(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  /** Brings what is committed to the disk, as far as no reader is in the way. */
  void checkpoint() throws SQLException {
    DatabaseFile.pragma(raw, "wal_checkpoint(PASSIVE)");
  }

  /** Gives some free pages back to the file system. */
  void shrink() throws SQLException {
    DatabaseFile.pragma(raw, "incremental_vacuum(200)");
  }

  /** Whether the file that is open is still the one at its path. */
  boolean isInPlace() {
    try {
      return Objects.equals(fileKey, fileKey(file));
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** Closes the connection; the last one to close also empties the log. Never throws. */
  @Override
  public void close() {
    connection.destroy();
  }

  /** Size on disk, log included; 0 when there is none. */
  static long size(Path file) {
    return sizeOf(file) + sizeOf(file.resolveSibling(file.getFileName() + "-wal"));
  }

  private static long sizeOf(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
