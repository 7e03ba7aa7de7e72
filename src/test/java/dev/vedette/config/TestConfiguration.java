package dev.vedette.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.mock.env.MockEnvironment;

/** A folder with a {@code sentinel.conf}, and ways to load it. */
final class TestConfiguration {

  private final Path folder;
  private final Path file;
  private final List<List<String>> commandLine = new ArrayList<>();
  private final MockEnvironment environment = new MockEnvironment();

  TestConfiguration(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("sentinel.conf");
  }

  TestConfiguration write(String content) {
    return write("sentinel.conf", content);
  }

  TestConfiguration write(String name, String content) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.write(folder.resolve(name), content.getBytes(UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestConfiguration argument(String... words) {
    commandLine.add(List.of(words));
    return this;
  }

  TestConfiguration property(String name, String value) {
    environment.setProperty(name, value);
    return this;
  }

  TestConfiguration stateInOwnFolder() {
    return property("vedette.state-dir", folder.resolve("state").toString());
  }

  Path file() {
    return file;
  }

  Path stateFile() {
    return folder.resolve("state").resolve(ConfigurationLoader.STATE_FILE);
  }

  String content() {
    return content(file);
  }

  static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads the file; the state file stays open. */
  LoadedConfiguration open() {
    return ConfigurationLoader.load(file, commandLine, environment);
  }

  /** Loads the file and lets go of it. */
  VedetteSettings load() {
    var loaded = open();
    loaded.stateFile().close();
    return loaded.settings();
  }

  /** Loads the properties without a file; the state file stays open. Its folder is never ours. */
  LoadedConfiguration openWithoutFile() {
    if (!environment.containsProperty("vedette.state-dir")) {
      stateInOwnFolder();
    }
    return ConfigurationLoader.load(null, commandLine, environment);
  }

  /** Loads the properties without a file and lets go of the state. */
  VedetteSettings loadWithoutFile() {
    var loaded = openWithoutFile();
    loaded.stateFile().close();
    return loaded.settings();
  }

  static MasterState master(DurableState state, String name) {
    return state.masters().stream()
        .filter(master -> master.settings().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no master " + name));
  }
}
