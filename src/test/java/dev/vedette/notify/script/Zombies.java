package dev.vedette.notify.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells running processes from dead ones that nobody has collected yet: an orphan's collector is
 * the machine's first process, and in a container that may take its time.
 */
final class Zombies {

  private Zombies() {}

  /** Whether a process of that id exists and is not dead. */
  static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException e) {
      return false;
    }
  }
}
