package dev.vedette.notify.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A script as a process of the operating system: no shell around it, no descriptor of ours but its
 * three standard streams, an empty input, a session of its own where {@code setsid} is installed.
 * What it prints is read to the end and forgotten but for the last lines.
 *
 * <p>A child that a script leaves running when it ends is left alone; what that child prints later
 * is lost, so it should redirect its output.
 */
public final class ScriptProcess implements ScriptRun {

  private static final Logger log = LoggerFactory.getLogger(ScriptProcess.class);

  /** In the environment of every script: marks it and its children. */
  static final String MARK = "VEDETTE_SCRIPT_RUN";

  /**
   * Time for the last output to arrive after the end; only a child that holds the pipe needs it.
   */
  private static final Duration LAST_OUTPUT = Duration.ofMillis(250);

  private static final Optional<String> SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .filter(path -> Files.isExecutable(Path.of(path)))
          .findFirst();

  private final Process process;
  private final ProcessTree tree;
  private final CompletableFuture<ScriptExit> exit = new CompletableFuture<>();

  private ScriptProcess(Process process, String mark) {
    this.process = process;
    this.tree = new ProcessTree(process.toHandle(), MARK + "=" + mark);
    OutputTail tail = new OutputTail();
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .name("script-output-" + process.pid())
            .start(() -> tail.drain(process.getInputStream()));
    Thread.ofVirtual().name("script-exit-" + process.pid()).start(() -> awaitExit(reader, tail));
  }

  /** Starts a script. */
  public static ScriptProcess launch(ScriptCommand command) throws IOException {
    requireExecutable(command.path());
    List<String> argv = new ArrayList<>();
    SETSID.ifPresent(argv::add);
    argv.addAll(command.argv());
    if (command.argv().getFirst().indexOf('/') < 0) {
      // No search along PATH: a bare name is a file of the directory.
      argv.set(argv.size() - command.argv().size(), command.path().toString());
    }
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.directory(command.directory().toFile());
    builder.redirectErrorStream(true);
    if (!command.inheritEnvironment()) {
      builder.environment().clear();
    }
    builder.environment().putAll(command.environment());
    String mark = UUID.randomUUID().toString();
    builder.environment().put(MARK, mark);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      requireExecutable(command.path());
      throw e;
    }
    process.getOutputStream().close();
    return new ScriptProcess(process, mark);
  }

  private static void requireExecutable(Path path) throws ScriptLauncher.NotExecutableException {
    if (!Files.exists(path)) {
      throw new ScriptLauncher.NotExecutableException(path + " does not exist");
    }
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      throw new ScriptLauncher.NotExecutableException(
          path + " is not an executable file of this user; try chmod +x");
    }
  }

  /** The script and its children. */
  ProcessTree tree() {
    return tree;
  }

  private void awaitExit(Thread reader, OutputTail tail) {
    int exitValue = process.onExit().join().exitValue();
    try {
      if (!reader.join(LAST_OUTPUT)) {
        log.debug("A child of script pid={} still holds its output.", process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exit.complete(ScriptExit.ofProcess(exitValue, tail.lastLines()));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public CompletionStage<ScriptExit> exit() {
    return exit.minimalCompletionStage();
  }

  @Override
  public void kill() {
    if (!tree.kill()) {
      log.warn("Script pid={} keeps making processes faster than they can be ended.", pid());
    }
  }
}
