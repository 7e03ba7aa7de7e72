package dev.vedette.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** File names with {@code * ? [...]}, as in a shell. */
final class GlobPattern {

  private GlobPattern() {}

  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /**
   * The existing files that a path or pattern names, sorted; hidden ones only where the pattern has
   * the dot.
   *
   * @param folder that relative patterns start from
   */
  static List<Path> find(Path folder, String pattern) throws IOException {
    var path = Path.of(pattern);
    var found = new ArrayList<Path>();
    found.add(path.isAbsolute() ? path.getRoot() : folder);
    for (var segment : path) {
      var next = new ArrayList<Path>();
      for (var parent : found) {
        next.addAll(matches(parent, segment.toString()));
      }
      found = next;
    }
    return found.stream().filter(Files::isRegularFile).sorted().toList();
  }

  private static List<Path> matches(Path parent, String segment) throws IOException {
    if (!isPattern(segment)) {
      var child = parent.resolve(segment).normalize();
      return Files.exists(child) ? List.of(child) : List.of();
    }
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    // Braces mean alternatives to Java but nothing to a shell's glob.
    var glob = segment.replace("{", "\\{").replace("}", "\\}");
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    try (var children = Files.list(parent)) {
      return children
          .filter(child -> matcher.matches(child.getFileName()))
          .filter(
              child -> segment.startsWith(".") || !child.getFileName().toString().startsWith("."))
          .toList();
    }
  }
}
