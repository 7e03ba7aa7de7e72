package dev.vedette.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration file into lines, in the order in which they count: what a file includes
 * takes the place of the {@code include} line.
 *
 * <p>Relative paths start from the working directory, as in Redis, which the {@code dir} directive
 * moves; an included file that is not there is also looked for beside the file that includes it.
 */
final class LineReader {

  private static final int MAX_DEPTH = 16;

  private final Problems problems;
  private final SetAside setAside;
  private final List<ConfigLine> lines = new ArrayList<>();
  private final Deque<Path> open = new ArrayDeque<>();
  private Path workingDirectory;

  /**
   * A reader that has read nothing yet.
   *
   * @param setAside where state lines go that cannot be understood
   */
  LineReader(Problems problems, SetAside setAside, Path workingDirectory) {
    this.problems = problems;
    this.setAside = setAside;
    this.workingDirectory = workingDirectory;
  }

  /** Adds the lines of {@code file} and of all files that it includes. */
  void read(Path file, Layer layer) {
    try {
      read(file, layer, bounded(file), null);
    } catch (IOException e) {
      problems.add(new ConfigProblem(file.toString(), null, unreadable(e)));
    }
  }

  /** Adds the lines of a file whose content is known already. */
  void read(Path file, Layer layer, byte[] content) {
    read(file, layer, content, null);
  }

  /** Adds lines from elsewhere; they count after the ones before. */
  void add(List<ConfigLine> more) {
    lines.addAll(more);
    more.forEach(this::followDir);
  }

  /** All lines that were read. */
  List<ConfigLine> lines() {
    return lines;
  }

  /** Where relative paths start, now that all lines were read. */
  Path workingDirectory() {
    return workingDirectory;
  }

  private static byte[] bounded(Path file) throws IOException {
    long size = Files.size(file);
    if (size > AtomicFile.MAX_BYTES) {
      throw new IOException("it has " + size + " bytes, more than " + AtomicFile.MAX_BYTES);
    }
    return Files.readAllBytes(file);
  }

  private static String unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? "There is no such file. Correct the path."
        : "The file cannot be read: " + e.getMessage() + ".";
  }

  private void read(Path file, Layer layer, byte[] content, @Nullable ConfigLine includedBy) {
    if (includedBy != null && (open.contains(file) || open.size() >= MAX_DEPTH)) {
      problems.add(
          includedBy,
          "The files include each other in a circle, or deeper than "
              + MAX_DEPTH
              + " levels. Remove this line.");
      return;
    }
    open.push(file);
    int number = 0;
    for (var text : new String(content, ISO_8859_1).split("\n", -1)) {
      number++;
      read(new LineOrigin.InFile(file, number), layer, text.strip());
    }
    open.pop();
  }

  private void read(LineOrigin.InFile origin, Layer layer, String text) {
    if (text.isEmpty() || text.charAt(0) == '#') {
      return;
    }
    try {
      if (text.indexOf('\0') >= 0) {
        throw new MalformedLineException("the line contains NUL bytes; the file is damaged");
      }
      var words = WordSplitter.split(text);
      if (!words.isEmpty()) {
        accept(new ConfigLine(origin, layer, text, words), origin.file());
      }
    } catch (MalformedLineException e) {
      var complaint = "The line cannot be understood: " + e.getMessage() + ".";
      if (SetAside.isState(text)) {
        setAside.add(origin, layer, text, complaint);
      } else {
        problems.add(
            new ConfigProblem(origin.describe(), Secrets.mask(text.replace('\0', '?')), complaint));
      }
    }
  }

  private void accept(ConfigLine line, Path file) {
    if (!line.directive().equals("include")) {
      lines.add(line);
      followDir(line);
    } else if (line.words().size() != 2) {
      problems.add(line, "Write one path: include <path>");
    } else {
      include(line, file);
    }
  }

  private void followDir(ConfigLine line) {
    if (line.directive().equals("dir") && line.words().size() == 2) {
      workingDirectory = workingDirectory.resolve(line.words().get(1)).normalize();
    }
  }

  private void include(ConfigLine line, Path includedBy) {
    var pattern = line.words().get(1);
    var layer = line.layer() == Layer.HOME ? Layer.INCLUDED : line.layer();
    try {
      for (var file : found(pattern, includedBy)) {
        read(file, layer, bounded(file), line);
      }
    } catch (IOException e) {
      problems.add(line, unreadable(e));
    }
  }

  private List<Path> found(String pattern, Path includedBy) throws IOException {
    var folders = new ArrayList<>(List.of(workingDirectory));
    if (includedBy.getParent() != null) {
      folders.add(includedBy.getParent());
    }
    for (var folder : folders) {
      var files = GlobPattern.find(folder, pattern);
      if (!files.isEmpty()) {
        return files;
      }
    }
    if (GlobPattern.isPattern(pattern)) {
      return List.of();
    }
    throw new NoSuchFileException(pattern);
  }
}
