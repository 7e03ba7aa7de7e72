package dev.vedette.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two processes from writing the same state file: both would have the same id, and one would
 * forget the votes of the other. The lock is on a file beside it, because the file itself is
 * replaced; it ends with the process, however that ends.
 */
final class FileOwnership implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileOwnership.class);

  private final @Nullable FileChannel channel;

  private FileOwnership(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the file, until closed. Where files cannot be locked there is only a warning.
   *
   * @throws FileInUseException when another process, or another part of this one, has it
   */
  static FileOwnership take(Path file) throws FileInUseException {
    try {
      return lock(file);
    } catch (FileInUseException e) {
      throw e;
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be locked ({}): take care that no other process uses it", file, e.toString());
      return new FileOwnership(null);
    }
  }

  /** Nothing is owned. */
  static FileOwnership none() {
    return new FileOwnership(null);
  }

  private static FileOwnership lock(Path file) throws IOException {
    var lockFile = file.resolveSibling("." + file.getFileName() + ".lock");
    var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new FileOwnership(channel);
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is used by this process already", file);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new FileInUseException(file);
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.warn("The lock could not be released: {}", e.getMessage());
    }
  }

  /** Somebody else has the file. */
  static final class FileInUseException extends FileSystemException {
    FileInUseException(Path file) {
      super(file.toString(), null, "another process uses it");
    }
  }
}
