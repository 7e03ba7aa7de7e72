package dev.vedette.notify.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts as real processes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ScriptProcessIT {

  @TempDir Path folder;

  @Test
  void gets_its_arguments_untouched_by_any_shell() throws IOException {
    var exit = run("printf '%s\\n' \"$@\"", "$(id)", "a b", "*", "; exit 3", "ümläut");

    assertThat(exit.lastLines()).containsExactly("$(id)", "a b", "*", "; exit 3", "ümläut");
    assertThat(exit.succeeded()).isTrue();
  }

  @Test
  void inherits_no_descriptor_but_the_standard_streams() throws IOException {
    try (var held = Files.newByteChannel(Files.createFile(folder.resolve("held")))) {
      var exit = run("ls /proc/$$/fd");

      assertThat(held.isOpen()).isTrue();
      // 255 is the shell's own: the script it reads.
      assertThat(exit.lastLines()).containsExactlyInAnyOrder("0", "1", "2", "255");
    }
  }

  @Test
  void reads_an_empty_input() throws IOException {
    assertThat(run("cat; echo end").lastLines()).containsExactly("end");
  }

  @Test
  void tells_exit_codes_from_signals() throws IOException {
    assertThat(run("exit 1")).isEqualTo(new ScriptExit(1, 0, List.of()));
    assertThat(run("exit 2")).isEqualTo(new ScriptExit(2, 0, List.of()));
    assertThat(run("kill -TERM $$")).isEqualTo(new ScriptExit(0, 15, List.of()));
    assertThat(run("kill -KILL $$").wantsRetry()).isTrue();
  }

  @Test
  void a_gigabyte_of_output_is_read_and_only_its_end_is_kept() throws IOException {
    long before = usedHeap();
    var exit = run("head -c 1073741824 /dev/zero; echo; echo the end >&2");

    assertThat(exit.lastLines()).endsWith("the end");
    assertThat(exit.succeeded()).isTrue();
    assertThat(usedHeap() - before).isLessThan(64L << 20);
  }

  @Test
  void is_killed_with_its_children_and_grandchildren() throws IOException {
    var process = start("sleep 1000 & (sleep 1000 & sleep 1000) & echo started; wait");
    var tree = tree(process);
    await().atMost(Duration.ofSeconds(60)).until(() -> tree.size() >= 4);
    var members = tree.members();

    process.kill();

    assertThat(exitOf(process).signal()).isEqualTo(9);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> members.stream().noneMatch(m -> Zombies.runs(m.pid())));
  }

  @Test
  void is_killed_with_orphans_in_a_session_of_their_own() throws IOException {
    var process = start("(setsid sleep 1000 &) ; (setsid sleep 1000 &); sleep 1000");
    var tree = tree(process);
    await().atMost(Duration.ofSeconds(60)).until(() -> tree.size() >= 4);
    var members = tree.members();

    process.kill();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> members.stream().noneMatch(m -> Zombies.runs(m.pid())));
  }

  @Test
  void is_killed_while_it_forks_as_fast_as_it_can() throws IOException {
    var process = start("while :; do (sleep 1000 &) ; done");
    var tree = tree(process);
    await().atMost(Duration.ofSeconds(60)).until(() -> tree.size() > 20);

    process.kill();

    assertThat(tree.size()).isZero();
  }

  @Test
  void does_not_wait_for_a_child_that_it_leaves_behind() throws IOException {
    var process = start("sleep 1000 & echo left behind; exit 0");

    var exit = exitOf(process);

    assertThat(exit.lastLines()).containsExactly("left behind");
    assertThat(tree(process).size()).isEqualTo(1);
    process.kill();
    assertThat(tree(process).size()).isZero();
  }

  @Test
  void leads_a_session_of_its_own() throws IOException {
    var exit = run("ps -o sid= -p $$ 2>/dev/null || cut -d' ' -f6 /proc/$$/stat; echo $$");

    assertThat(exit.lastLines().getFirst().strip()).isEqualTo(exit.lastLines().getLast());
  }

  @Test
  void a_missing_or_protected_file_is_named_in_the_error() throws IOException {
    var missing = folder.resolve("missing.sh");
    assertThatThrownBy(() -> launch(missing, List.of()))
        .isInstanceOf(ScriptLauncher.NotExecutableException.class)
        .hasMessageContaining("missing.sh does not exist");

    assertThatThrownBy(() -> launch(Files.createFile(folder.resolve("plain")), List.of()))
        .isInstanceOf(ScriptLauncher.NotExecutableException.class)
        .hasMessageContaining("plain is not an executable file");
  }

  @Test
  void sees_nothing_of_our_environment_unless_it_is_told_so() throws IOException {
    var path = script("env | sort");
    var command =
        new ScriptCommand(List.of(path.toString()), folder, false, Map.of("ONLY", "this"));

    var lines = exitOf(ScriptProcess.launch(command)).lastLines();

    assertThat(lines).contains("ONLY=this");
    assertThat(lines).noneMatch(line -> line.startsWith("JAVA_HOME="));
  }

  private ScriptExit run(String body, String... arguments) throws IOException {
    return exitOf(launch(script(body), List.of(arguments)));
  }

  private ScriptProcess start(String body) throws IOException {
    return launch(script(body), List.of());
  }

  private ScriptProcess launch(Path path, List<String> arguments) throws IOException {
    List<String> argv = new java.util.ArrayList<>(List.of(path.toString()));
    argv.addAll(arguments);
    return ScriptProcess.launch(new ScriptCommand(argv, folder, true, Map.of()));
  }

  private static ScriptExit exitOf(ScriptProcess process) {
    return process
        .exit()
        .toCompletableFuture()
        .orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private Path script(String body) throws IOException {
    var path = Files.createTempFile(folder, "script", ".sh");
    Files.writeString(path, "#!/bin/bash\n" + body + "\n");
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
  }

  private static ProcessTree tree(ScriptProcess process) {
    return process.tree();
  }

  private static long usedHeap() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
