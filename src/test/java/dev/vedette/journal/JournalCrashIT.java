package dev.vedette.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes the journal is killed again and again, at any moment: while it opens the
 * file, commits, removes old entries, checkpoints. What a reader could have seen is still there, in
 * order and without a hole, and the file can always be opened.
 */
class JournalCrashIT {

  private static final int ROUNDS = 8;
  private static final int KEEP = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void nothing_that_a_reader_could_see_is_lost_by_kill_9() throws Exception {
    Path file = folder.resolve("journal.db");
    Random random = new Random(7);
    for (int round = 1; round <= ROUNDS; round++) {
      Path told = folder.resolve("told-" + round);
      Process process = start(file, told);
      try {
        Awaitility.await().atMost(PATIENCE).until(() -> Files.size(told) > 0);
        if (round == ROUNDS) {
          // On a busy machine the others may all be killed before their first failover.
          Awaitility.await().atMost(PATIENCE).until(() -> failovers(file) > 0);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(900)));
      } finally {
        process.destroyForcibly().waitFor();
      }

      check(file, lastTold(told));
    }
    assertThat(failovers(file)).isPositive();
  }

  private Process start(Path file, Path told) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WritingProcess.class.getName());
    command.addAll(List.of(file.toString(), Integer.toString(KEEP)));
    return new ProcessBuilder(command)
        .redirectOutput(told.toFile())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  /** The last line that is whole. */
  private static long lastTold(Path told) throws Exception {
    String text = Files.readString(told);
    String[] lines = text.substring(0, text.lastIndexOf('\n')).split("\n");
    return Long.parseLong(lines[lines.length - 1]);
  }

  private static void check(Path file, long lastTold) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      assertThat(string(statement, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(number(statement, "SELECT max(id) FROM event"))
          .as("last committed entry")
          .isGreaterThanOrEqualTo(lastTold);
      assertThat(
              number(
                  statement,
                  """
                  SELECT count(*) FROM (
                    SELECT sequence - lag(sequence) OVER (ORDER BY id) AS step
                    FROM event WHERE sequence > 0)
                  WHERE step <> 1 AND step > 0
                  """))
          .as("holes in the events of one process")
          .isZero();
    }
  }

  private static long failovers(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      return number(statement, "SELECT count(*) FROM failover");
    }
  }

  private static String string(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.getString(1);
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }
}
