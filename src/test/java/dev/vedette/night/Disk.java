package dev.vedette.night;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, which can be filled to the last byte. Needs root. */
final class Disk implements AutoCloseable {

  private static final int PAGE = 4_096;

  private final Path folder;
  private final Path ballast;

  private Disk(Path folder) {
    this.folder = folder;
    ballast = folder.resolve("ballast");
  }

  /** A new one at that folder, which is created. */
  static Disk mounted(Path folder, int megabytes) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.line("mount -t tmpfs -o size=" + megabytes + "m tmpfs " + folder);
    return new Disk(folder);
  }

  Path folder() {
    return folder;
  }

  /** From now on nothing more fits. */
  void fill() {
    byte[] page = new byte[PAGE];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      if (!Files.exists(ballast)) {
        throw new UncheckedIOException("the disk cannot be filled", full);
      }
    }
  }

  /** There is room again. */
  void free() {
    try {
      Files.deleteIfExists(ballast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // Lazily: a process that is about to end may still have a file open.
    Command.line("umount -l " + folder);
  }
}
