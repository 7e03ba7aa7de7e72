package dev.vedette.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced as a whole: whoever reads it, and whatever is found after a crash or a
 * power cut, sees the old content or the new one, never a mixture.
 *
 * <p>The new content goes to a temporary file in the same folder, to disk, and only then by a
 * rename to its name. Permissions stay; a file that did not exist is readable by its owner only,
 * because it holds passwords. A symbolic link stays one: what it points to is replaced.
 *
 * <p>Not thread-safe.
 */
final class AtomicFile {

  /** More than any configuration needs; a wrong path could name anything. */
  static final long MAX_BYTES = 64 << 20;

  private static final String TEMPORARY = ".vedette-tmp-";

  private static final Set<PosixFilePermission> PRIVATE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** Tells whether a file is still the one that was written. */
  private record Stamp(long size, FileTime modified, @Nullable Object key) {}

  private final Path file;
  private final Path folder;
  private @Nullable Stamp stamp;

  /** The file at that path, or what a symbolic link there points to in the end. */
  AtomicFile(Path path) throws IOException {
    file = target(path.toAbsolutePath().normalize());
    var parent = file.getParent();
    if (parent == null) {
      throw new FileSystemException(file.toString(), null, "is no file");
    }
    folder = parent;
  }

  private static Path target(Path path) throws IOException {
    var at = path;
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links > 40) {
        throw new FileSystemException(path.toString(), null, "too many symbolic links");
      }
      at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
    }
    return at;
  }

  Path path() {
    return file;
  }

  /**
   * The content, null when there is no such file.
   *
   * @throws IOException when it cannot be read, or has more than {@value #MAX_BYTES} bytes
   */
  byte @Nullable [] read() throws IOException {
    try {
      var before = stampNow();
      if (before != null && before.size() > MAX_BYTES) {
        throw new FileSystemException(
            file.toString(), null, "has " + before.size() + " bytes, more than " + MAX_BYTES);
      }
      var content = Files.readAllBytes(file);
      stamp = before;
      return content;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Whether somebody else changed the file since it was read or written here last. */
  boolean wasChangedByOthers() throws IOException {
    return stamp != null && Files.exists(file) && !stamp.equals(stampNow());
  }

  /** Removes what a crash in the middle of {@link #replace} left behind. */
  void removeLeftovers() throws IOException {
    var prefix = file.getFileName() + TEMPORARY;
    try (var children = Files.newDirectoryStream(folder)) {
      for (var child : children) {
        if (child.getFileName().toString().startsWith(prefix)) {
          Files.deleteIfExists(child);
        }
      }
    }
  }

  /**
   * Makes this the content of the file; on return it survives a power cut.
   *
   * @throws IOException when it could not; the old content is still there, whole
   */
  void replace(byte[] content) throws IOException {
    var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    var temporary = file.resolveSibling(file.getFileName() + TEMPORARY + random);
    try {
      write(temporary, content);
      keepOwnerAndPermissions(temporary);
      moveInPlace(temporary);
    } catch (IOException | RuntimeException e) {
      deleteQuietly(temporary, e);
      throw e;
    }
    syncFolder();
    stamp = stampNow();
  }

  private static void write(Path temporary, byte[] content) throws IOException {
    try (var channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      restrict(temporary);
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void restrict(Path temporary) throws IOException {
    var view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PRIVATE);
    }
  }

  private void keepOwnerAndPermissions(Path temporary) throws IOException {
    var present = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    var next = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (present == null || next == null || !Files.exists(file)) {
      return;
    }
    var wanted = present.readAttributes();
    next.setPermissions(wanted.permissions());
    keepOwner(next, wanted);
  }

  /** Only root may give files away; for everyone else the file becomes theirs, as in Redis. */
  private static void keepOwner(PosixFileAttributeView next, PosixFileAttributes wanted) {
    try {
      var have = next.readAttributes();
      if (!have.group().equals(wanted.group())) {
        next.setGroup(wanted.group());
      }
      if (!have.owner().equals(wanted.owner())) {
        next.setOwner(wanted.owner());
      }
    } catch (IOException e) {
      // Not permitted: readable for whoever the permissions allow.
      return;
    }
  }

  private void moveInPlace(Path temporary) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new FileSystemException(file.toString(), null, "cannot be replaced: " + e.getReason());
    }
  }

  private void syncFolder() throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private @Nullable Stamp stampNow() throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static void deleteQuietly(Path temporary, Exception cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
