package dev.vedette.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.sqlite.SQLiteConfig;

/**
 * A database file with a write-ahead log and a schema of ours.
 *
 * @param owner what it belongs to; the scripts lie in the folder of that class
 * @param migrations the schema's steps, the oldest first. The file remembers how many it has taken,
 *     as {@code user_version}
 * @param synchronous when a commit reaches the disk itself. It reaches the operating system before
 *     it returns in any case, and so survives the end of the process
 * @param transactions whether a transaction that only reads takes the lock of a writer, too
 * @param busyTimeoutMillis how long to wait for another process that writes
 * @param otherwise what an operator can do about a file of a newer version
 */
public record DatabaseFile(
    Class<?> owner,
    List<String> migrations,
    SQLiteConfig.SynchronousMode synchronous,
    SQLiteConfig.TransactionMode transactions,
    int busyTimeoutMillis,
    String otherwise) {

  /** The path of a database that is in memory only. */
  public static final Path MEMORY = Path.of(":memory:");

  public DatabaseFile {
    migrations = List.copyOf(migrations);
  }

  /**
   * Opens the file, creates it when it is missing, checks it, and brings its schema up to date. The
   * native library is put into the folder {@code native} beside it.
   *
   * @throws SQLException when it is damaged, locked, of a newer version, or cannot be used
   * @throws IOException when its folder cannot be used
   */
  public Connection open(Path file) throws SQLException, IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    SqliteLibrary.unpackTo(folder.resolve("native"));
    return connect("jdbc:sqlite:" + file.toAbsolutePath(), file);
  }

  /** The same in memory, for as long as the connection is open. */
  public Connection openInMemory() throws SQLException {
    return connect("jdbc:sqlite:" + MEMORY, MEMORY);
  }

  private Connection connect(String url, Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(busyTimeoutMillis);
    config.setTransactionMode(transactions);
    Connection connection = config.createConnection(url);
    try {
      prepare(connection, file);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void prepare(Connection connection, Path file) throws SQLException {
    JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    if (jdbc.sql("PRAGMA page_count").query(Integer.class).single() == 0) {
      pragma(connection, "auto_vacuum = INCREMENTAL");
    }
    pragma(connection, "journal_mode = WAL");
    pragma(connection, "synchronous = " + synchronous);
    pragma(connection, "journal_size_limit = 4194304");
    String check = jdbc.sql("PRAGMA quick_check(1)").query(String.class).single();
    if (!check.equals("ok")) {
      throw new DamagedDatabaseException(file + " is damaged: " + check);
    }
    migrate(connection, jdbc, file);
  }

  private void migrate(Connection connection, JdbcClient jdbc, Path file) throws SQLException {
    int version = jdbc.sql("PRAGMA user_version").query(Integer.class).single();
    if (version > migrations.size()) {
      throw new SQLException(
          file
              + " was written by a newer Vedette (schema "
              + version
              + ", this one knows "
              + migrations.size()
              + "): upgrade, or "
              + otherwise);
    }
    for (int step = version; step < migrations.size(); step++) {
      connection.setAutoCommit(false);
      try {
        ClassPathResource script = new ClassPathResource(migrations.get(step), owner);
        ScriptUtils.executeSqlScript(connection, new EncodedResource(script, "UTF-8"));
        pragma(connection, "user_version = " + (step + 1));
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Sets or does something that is no SQL. */
  public static void pragma(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA " + pragma);
    }
  }
}
