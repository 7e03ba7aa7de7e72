package dev.vedette.config;

import dev.vedette.sentinel.settings.DurableState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Reads the configuration: a {@code sentinel.conf} or {@code vedette.*} properties, or both, and
 * the saved state.
 *
 * <p>With a file and without {@code vedette.state-dir} the state is written back to the file, as
 * {@code redis-sentinel} does. Otherwise it goes to {@value #STATE_FILE} in that folder (the
 * working directory when it is not set), and a configuration file is only read.
 *
 * <p>What counts when several places speak of the same: the later of state file, configuration
 * file, command line, properties. There are two exceptions. The state file knows best where a
 * master is by now, its epochs, its replicas and its sentinels, and our id. And what is not
 * declared any more, but was when the state file was written, is forgotten: such an option goes
 * back to its default, such a master is not watched any more. Masters and options that were set at
 * run time only, stay.
 */
public final class ConfigurationLoader {

  /** Name of the file in {@code vedette.state-dir}. */
  public static final String STATE_FILE = "vedette-state.conf";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Problems problems = new Problems();
  private final SetAside setAside = new SetAside();
  private final @Nullable Path configFile;
  private final List<ConfigLine> extraLines;
  private final StateLocation location;

  private ConfigurationLoader(
      @Nullable Path file, List<List<String>> commandLine, Environment environment) {
    configFile = file == null ? null : file.toAbsolutePath().normalize();
    extraLines = new ArrayList<>();
    for (var words : commandLine) {
      extraLines.addAll(CommandLineWords.lines(words, problems));
    }
    var properties = PropertyBinding.of(environment, file != null, problems);
    extraLines.addAll(properties.lines());
    location = StateLocation.of(configFile, properties.stateDir());
  }

  /**
   * Reads everything, checks it, and writes the state file once, which proves that it can be
   * written and brings a new id to disk.
   *
   * @param file the {@code sentinel.conf}, null for none
   * @param commandLine further lines, each a directive with its arguments
   * @param environment where {@code vedette.*} properties are
   * @throws ConfigException with all mistakes that were found; nothing was changed then
   */
  public static LoadedConfiguration load(
      @Nullable Path file, List<List<String>> commandLine, Environment environment) {
    return new ConfigurationLoader(file, commandLine, environment).load();
  }

  private LoadedConfiguration load() {
    var home = HomeFile.open(location, problems);
    try {
      return load(home);
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
  }

  private LoadedConfiguration load(HomeFile home) {
    var lines = readLines(home);
    var folder = lines.workingDirectory();
    var all = home.withoutForgotten(lines.lines());
    var server = new ServerLines(all, folder, problems);
    var resp = server.resp();
    var linkTls = server.linkTls();
    var sentinel = new SentinelLines(all, server.sentinel(), folder, problems, setAside);
    problems.throwIfAny();
    if (home.isInUse()) {
      throw new StateInUseException(home.path(), server.logging());
    }
    var state = state(sentinel);
    var settings =
        new VedetteSettings(
            state,
            resp,
            linkTls,
            server.bindSource(),
            server.logging(),
            server.daemonize(),
            server.pidFile(),
            folder,
            configFile,
            home.path(),
            server.notes(),
            setAside.problems());
    return new LoadedConfiguration(settings, home.firstSave(state, lines.lines(), setAside));
  }

  private LineReader readLines(HomeFile home) {
    var reader = new LineReader(problems, setAside, Path.of("").toAbsolutePath());
    reader.read(home.path(), Layer.HOME, home.content());
    if (configFile != null && !location.isConfigFile()) {
      if (Files.isRegularFile(configFile)) {
        reader.read(configFile, Layer.DECLARED);
      } else {
        problems.add(StateLocation.missing(configFile));
      }
    }
    reader.add(extraLines);
    return reader;
  }

  private static DurableState state(SentinelLines sentinel) {
    var myId = sentinel.myId();
    return new DurableState(
        myId == null ? newId() : myId,
        sentinel.currentEpoch(),
        sentinel.settings(),
        sentinel.masters());
  }

  private static String newId() {
    var bytes = new byte[20];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
