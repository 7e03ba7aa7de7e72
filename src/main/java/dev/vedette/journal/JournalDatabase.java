package dev.vedette.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
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

  /** The schema's steps. The database remembers how many it has taken, as {@code user_version}. */
  private static final List<String> MIGRATIONS = List.of("V1__events_and_failovers.sql");

  /** Short, because the writer tries again anyway and takes events in meanwhile. */
  private static final int BUSY_TIMEOUT_MILLIS = 250;

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
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    SqliteLibrary.unpackTo(folder.resolve("native"));
    boolean isNew = !Files.exists(file) || Files.size(file) == 0;
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    Connection raw = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try {
      prepare(raw, file, isNew);
      return new JournalDatabase(file, raw);
    } catch (SQLException | IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static void prepare(Connection raw, Path file, boolean isNew) throws SQLException {
    JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(raw, true));
    if (isNew) {
      pragma(raw, "auto_vacuum = INCREMENTAL");
    }
    pragma(raw, "journal_mode = WAL");
    pragma(raw, "synchronous = NORMAL");
    pragma(raw, "journal_size_limit = 4194304");
    String check = jdbc.sql("PRAGMA quick_check(1)").query(String.class).single();
    if (!check.equals("ok")) {
      throw new DamagedDatabaseException(file + " is damaged: " + check);
    }
    migrate(raw, jdbc, file);
  }

  private static void pragma(Connection raw, String pragma) throws SQLException {
    try (Statement statement = raw.createStatement()) {
      statement.execute("PRAGMA " + pragma);
    }
  }

  private static void migrate(Connection raw, JdbcClient jdbc, Path file) throws SQLException {
    int version = jdbc.sql("PRAGMA user_version").query(Integer.class).single();
    if (version > MIGRATIONS.size()) {
      throw new SQLException(
          file
              + " was written by a newer Vedette (schema "
              + version
              + ", this one knows "
              + MIGRATIONS.size()
              + "): upgrade, or set vedette.journal.path to another file");
    }
    for (int step = version; step < MIGRATIONS.size(); step++) {
      raw.setAutoCommit(false);
      try {
        ClassPathResource script =
            new ClassPathResource(MIGRATIONS.get(step), JournalDatabase.class);
        ScriptUtils.executeSqlScript(raw, new EncodedResource(script, "UTF-8"));
        pragma(raw, "user_version = " + (step + 1));
        raw.commit();
      } catch (SQLException | RuntimeException e) {
        raw.rollback();
        throw e;
      } finally {
        raw.setAutoCommit(true);
      }
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
    pragma(raw, "wal_checkpoint(PASSIVE)");
  }

  /** Gives some free pages back to the file system. */
  void shrink() throws SQLException {
    pragma(raw, "incremental_vacuum(200)");
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
