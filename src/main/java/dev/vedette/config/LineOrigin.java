package dev.vedette.config;

import java.nio.file.Path;

/** Where a line of configuration was written. */
sealed interface LineOrigin {

  /** For error messages: where to look. */
  String describe();

  /** A line of a file, counted from 1. */
  record InFile(Path file, int number) implements LineOrigin {
    @Override
    public String describe() {
      return file + ", line " + number;
    }
  }

  /** {@code --directive value} behind the name of the file. */
  record OnCommandLine() implements LineOrigin {
    @Override
    public String describe() {
      return "the command line";
    }
  }

  /**
   * An application property.
   *
   * @param name canonical name
   * @param source where Spring found it, such as the name of an environment variable
   */
  record OfProperty(String name, String source) implements LineOrigin {
    @Override
    public String describe() {
      return source.isEmpty() ? "property " + name : "property " + name + " (" + source + ")";
    }
  }
}
