package dev.vedette.notify;

import java.nio.file.Path;

/**
 * Where the durable queue lies unless {@code vedette.notify.queue-file} says otherwise.
 *
 * @param path beside the state file
 */
public record QueueFile(Path path) {

  /** The file that belongs to a state file. */
  public static QueueFile besides(Path stateFile) {
    String name = stateFile.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return new QueueFile(stateFile.toAbsolutePath().resolveSibling(stem + ".notifications.db"));
  }
}
