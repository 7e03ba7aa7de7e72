package dev.vedette.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A database file that cannot be read any more. */
public final class DamagedFile {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** SQLite's log and its index belong to the file and move with it. */
  private static final List<String> COMPANIONS = List.of("-wal", "-shm");

  private DamagedFile() {}

  /**
   * Gives it another name in the same folder, so that a new one can begin and nothing is lost.
   *
   * @return where it is now
   */
  public static Path moveAside(Path file) throws IOException {
    Path aside =
        file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(Instant.now()));
    Files.move(file, aside);
    for (String companion : COMPANIONS) {
      Path from = file.resolveSibling(file.getFileName() + companion);
      if (Files.exists(from)) {
        Files.move(from, aside.resolveSibling(aside.getFileName() + companion));
      }
    }
    return aside;
  }
}
