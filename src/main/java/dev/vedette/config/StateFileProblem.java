package dev.vedette.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** What to tell the operator when the state file cannot be used. */
final class StateFileProblem {

  private static final String OWN_FOLDER =
      " Or give the state its own folder with --vedette.state-dir=<folder> (environment:"
          + " VEDETTE_STATE_DIR); the configuration is then only read.";

  private StateFileProblem() {}

  static ConfigProblem of(Path file, IOException cause) {
    return new ConfigProblem(file.toString(), null, text(file, cause));
  }

  static ConfigProblem empty(Path file) {
    return new ConfigProblem(
        file.toString(),
        null,
        "The state file is empty, which Vedette never leaves behind: it is damaged. Restore it from"
            + " a backup, or delete it to start anew; the other sentinels will then know this one"
            + " as a new one.");
  }

  private static String text(Path file, IOException cause) {
    var reason = reason(cause);
    return switch (cause) {
      case AccessDeniedException _ ->
          "A sentinel keeps its votes here, but this user may not read or write it, or not write its folder. Make both '"
              + file
              + "' and the folder '"
              + file.getParent()
              + "' writable."
              + OWN_FOLDER;
      case FileSystemException e when isBusy(reason) ->
          "The file cannot be replaced ("
              + Objects.requireNonNullElse(e.getReason(), "busy")
              + "). It is probably mounted into a container by itself; mount its folder instead."
              + OWN_FOLDER;
      case IOException _ ->
          "A sentinel keeps its votes here, but the file cannot be written: "
              + reason
              + ". Make the file and its folder writable."
              + OWN_FOLDER;
    };
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case FileSystemException e when e.getReason() != null -> e.getReason();
      case IOException e -> e.toString();
    };
  }

  private static boolean isBusy(String reason) {
    return reason.contains("busy")
        || reason.contains("cross-device")
        || reason.contains("Cross-device");
  }
}
