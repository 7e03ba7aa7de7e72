package dev.vedette.notify.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process and everything that came of it. Children are found by parentage, and where the system
 * has {@code /proc} also by a mark in their environment: that finds those, too, whose parents are
 * dead already and those that made a session of their own.
 */
final class ProcessTree {

  private static final Path PROC = Path.of("/proc");

  /** A process that keeps forking is chased for this long. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final ProcessHandle root;
  private final String mark;

  /**
   * @param root the first process
   * @param mark {@code NAME=value}, in the environment of the first process and so of its children
   */
  ProcessTree(ProcessHandle root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  /**
   * Kills all of it, and looks again until nothing is left, for at most 5 seconds.
   *
   * @return whether nothing was left
   */
  boolean kill() {
    long start = System.nanoTime();
    while (true) {
      Set<ProcessHandle> alive = members();
      if (alive.isEmpty()) {
        return true;
      }
      alive.forEach(ProcessHandle::destroyForcibly);
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The living processes of the tree, the first one included. */
  Set<ProcessHandle> members() {
    Set<ProcessHandle> found = new LinkedHashSet<>();
    if (root.isAlive()) {
      found.add(root);
    }
    try (Stream<ProcessHandle> descendants = root.descendants()) {
      descendants.filter(ProcessHandle::isAlive).forEach(found::add);
    }
    if (Files.isDirectory(PROC)) {
      try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
        all.filter(this::isMarked).filter(ProcessHandle::isAlive).forEach(found::add);
      }
    }
    return found;
  }

  /** How many of them live. */
  int size() {
    return members().size();
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      byte[] environment = Files.readAllBytes(PROC.resolve(process.pid() + "/environ"));
      // One byte to one char: the search needs no decoding.
      String entries = "\0" + new String(environment, StandardCharsets.ISO_8859_1);
      return entries.contains("\0" + mark + "\0");
    } catch (IOException e) {
      return false; // gone, or of another user: neither ours to end
    }
  }
}
