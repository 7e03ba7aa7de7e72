package dev.vedette.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Puts SQLite's native library into a folder of ours, once, instead of letting the driver unpack it
 * into the temporary folder at every start: that folder may be read-only or forbid execution in a
 * container, and a killed process leaves its copy behind there.
 */
final class SqliteLibrary {

  private static final String PATH_PROPERTY = "org.sqlite.lib.path";
  private static final String NAME_PROPERTY = "org.sqlite.lib.name";
  private static final String PREFIX = "sqlite-";
  private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);

  private SqliteLibrary() {}

  /**
   * Makes the driver use the copy in that folder. Where that is impossible, or an operator has set
   * {@code org.sqlite.lib.path}, the driver goes its own way.
   */
  static synchronized void unpackTo(Path folder) {
    if (System.getProperty(PATH_PROPERTY) != null) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (packed == null) {
        return;
      }
      Path target = folder.resolve(PREFIX + SQLiteJDBCLoader.getVersion() + "-" + name);
      write(packed.readAllBytes(), target);
      removeOthers(folder, target);
      System.setProperty(PATH_PROPERTY, folder.toAbsolutePath().toString());
      System.setProperty(NAME_PROPERTY, target.getFileName().toString());
    } catch (IOException e) {
      LOG.warn("Cannot put SQLite's native library into {}: {}", folder, e.toString());
    }
  }

  private static void write(byte[] library, Path target) throws IOException {
    if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), library)) {
      return;
    }
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path half = target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid());
    Files.write(half, library);
    Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void removeOthers(Path folder, Path keep) throws IOException {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path copy : copies) {
        if (!copy.getFileName().toString().startsWith(keep.getFileName().toString())) {
          Files.deleteIfExists(copy);
        }
      }
    }
  }
}
