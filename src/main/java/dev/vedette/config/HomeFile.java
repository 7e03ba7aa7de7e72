package dev.vedette.config;

import dev.vedette.sentinel.settings.DurableState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state file while the configuration is being loaded. */
final class HomeFile implements AutoCloseable {

  private final AtomicFile file;
  private final boolean isConfigFile;
  private final FileOwnership ownership;
  private final boolean inUse;
  private final byte @Nullable [] content;
  private final DeclaredKeys declaredBefore;

  private HomeFile(
      AtomicFile file,
      boolean isConfigFile,
      FileOwnership ownership,
      boolean inUse,
      byte @Nullable [] content) {
    this.file = file;
    this.isConfigFile = isConfigFile;
    this.ownership = ownership;
    this.inUse = inUse;
    this.content = content;
    declaredBefore = ConfDocument.of(content == null ? new byte[0] : content).declared();
  }

  /**
   * Takes and reads the file.
   *
   * @throws ConfigException when that is not possible
   */
  static HomeFile open(StateLocation location, Problems problems) {
    var path = location.path();
    try {
      if (!location.isConfigFile()) {
        Files.createDirectories(path.getParent());
      }
      var file = new AtomicFile(path);
      if (location.isConfigFile() && !Files.isRegularFile(file.path())) {
        problems.add(StateLocation.missing(path));
        problems.throwIfAny();
      }
      return open(file, location.isConfigFile());
    } catch (IOException e) {
      throw new ConfigException(StateFileProblem.of(path, e), e);
    }
  }

  private static HomeFile open(AtomicFile file, boolean isConfigFile) throws IOException {
    FileOwnership ownership;
    boolean inUse = false;
    try {
      ownership = FileOwnership.take(file.path());
    } catch (FileOwnership.FileInUseException e) {
      ownership = FileOwnership.none();
      inUse = true;
    }
    try {
      var content = file.read();
      if (content != null && content.length == 0 && !isConfigFile) {
        throw new ConfigException(StateFileProblem.empty(file.path()), null);
      }
      return new HomeFile(file, isConfigFile, ownership, inUse, content);
    } catch (IOException | RuntimeException e) {
      ownership.close();
      throw e;
    }
  }

  Path path() {
    return file.path();
  }

  /** Whether another process keeps its state here: then it can be read, but not be taken. */
  boolean isInUse() {
    return inUse;
  }

  byte[] content() {
    return content == null ? new byte[0] : content;
  }

  /** Without the lines of this file that are there only because something used to be declared. */
  List<ConfigLine> withoutForgotten(List<ConfigLine> lines) {
    var declaredNow = new HashSet<>(declared(lines));
    var gone = new HashSet<String>();
    for (var master : declaredBefore.masters()) {
      if (!declaredNow.contains(LineKey.of(SentinelOption.MONITOR, master))) {
        gone.add(master);
      }
    }
    return lines.stream().filter(line -> !isForgotten(line, declaredNow, gone)).toList();
  }

  private boolean isForgotten(ConfigLine line, Set<LineKey> declaredNow, Set<String> gone) {
    var key = line.layer() == Layer.HOME ? LineKey.of(line.words()) : null;
    return key != null
        && (gone.contains(key.master())
            || (declaredBefore.contains(key) && !declaredNow.contains(key)));
  }

  /**
   * Writes the file for the first time and leaves it to the returned object.
   *
   * @param setAside its lines that become comments
   * @throws ConfigException when it cannot be written
   */
  DurableStateFile firstSave(DurableState state, List<ConfigLine> lines, SetAside setAside) {
    var document =
        new StateDocument(
            ConfDocument.of(content(), setAside.comments(path())),
            included(lines),
            declaredElsewhere(lines));
    var stateFile =
        new DurableStateFile(file, ownership, document, included(lines), declaredElsewhere(lines));
    try {
      file.removeLeftovers();
      stateFile.save(state);
      return stateFile;
    } catch (IOException e) {
      throw new ConfigException(StateFileProblem.of(path(), e), e);
    }
  }

  /**
   * What must be forgotten when it is declared no more. What the user wrote into this very file is
   * not: then the file declares it, too.
   */
  private Set<LineKey> declaredElsewhere(List<ConfigLine> lines) {
    var keys = new HashSet<>(declared(lines));
    if (isConfigFile) {
      for (var line : lines) {
        var key = line.layer() == Layer.HOME ? LineKey.of(line.words()) : null;
        if (key != null && !declaredBefore.contains(key)) {
          keys.remove(key);
        }
      }
    }
    return keys;
  }

  private static List<LineKey> declared(List<ConfigLine> lines) {
    var keys = new ArrayList<LineKey>();
    for (var line : lines) {
      if (line.layer() == Layer.DECLARED && line.isSentinel()) {
        var key = LineKey.of(line.words());
        if (key != null && key.option() != null && !key.option().isState()) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  private static Map<LineKey, List<String>> included(List<ConfigLine> lines) {
    var words = new HashMap<LineKey, List<String>>();
    for (var line : lines) {
      if (line.layer() == Layer.INCLUDED && line.isSentinel()) {
        var key = LineKey.of(line.words());
        if (key != null) {
          words.put(key, line.words());
        }
      }
    }
    return words;
  }

  @Override
  public void close() {
    ownership.close();
  }
}
