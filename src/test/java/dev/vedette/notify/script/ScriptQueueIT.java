package dev.vedette.notify.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.sentinel.message.Effect.RunScript;
import dev.vedette.sentinel.message.Effect.ScriptKind;
import dev.vedette.sentinel.settings.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole queue with real scripts, its own thread, and short time limits. */
class ScriptQueueIT {

  /** Enough for a script that works, on a machine that is busy with other things too. */
  private static final long GENEROUS_MILLIS = 60_000;

  private final List<String> events = new CopyOnWriteArrayList<>();
  private volatile long maxRuntimeMillis = GENEROUS_MILLIS;
  @TempDir Path folder;
  private ScriptQueue queue;

  @BeforeEach
  void start() {
    queue =
        new ScriptQueue(
            ScriptProcess::launch,
            event -> events.add(event.line()),
            this::limits,
            folder,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    queue.start();
  }

  private Timings limits() {
    return new Timings(
        10_000,
        1_000,
        1_000,
        2_000,
        30_000,
        180_000,
        2_000,
        30_000,
        10_000,
        15_000,
        10_000,
        maxRuntimeMillis,
        1);
  }

  @AfterEach
  void stop() {
    queue.close();
  }

  @Test
  void hands_over_the_arguments_of_a_sentinel() throws IOException {
    queue.enqueue(script("echo \"$#:$1:$2\" > out", "+sdown", "master mymaster 127.0.0.1 6379"));

    await().atMost(Duration.ofSeconds(60)).until(() -> queue.length() == 0);
    assertThat(folder.resolve("out")).hasContent("2:+sdown:master mymaster 127.0.0.1 6379");
  }

  @Test
  void retries_exit_code_1_until_it_succeeds() throws IOException {
    queue.enqueue(script("echo x >> count; test $(wc -l < count) -ge 4"));

    await().atMost(Duration.ofSeconds(60)).until(() -> queue.length() == 0);
    assertThat(folder.resolve("count")).hasContent("x\nx\nx\nx");
    assertThat(events).noneMatch(e -> e.startsWith("-script-error"));
    assertThat(events).filteredOn(e -> e.matches("-script-child \\d+ 1 0")).hasSize(3);
  }

  @Test
  void does_not_retry_exit_code_2() throws IOException {
    var script = script("echo x >> count; exit 2");
    queue.enqueue(script);

    await().atMost(Duration.ofSeconds(60)).until(() -> queue.length() == 0);
    assertThat(folder.resolve("count")).hasContent("x");
    assertThat(events).endsWith("-script-error " + script.path() + " 0 2");
  }

  @Test
  void a_script_that_hangs_is_killed_with_its_children_and_tried_ten_times() throws IOException {
    maxRuntimeMillis = 1_500;
    var script = script("echo $$ >> pids; sleep 1000 & echo $! >> pids; wait");
    queue.enqueue(script);

    await().atMost(java.time.Duration.ofSeconds(60)).until(() -> queue.length() == 0);
    assertThat(events).filteredOn(e -> e.startsWith("-script-timeout")).hasSize(10);
    assertThat(events).endsWith("-script-error " + script.path() + " 9 0");
    var pids = Files.readAllLines(folder.resolve("pids"));
    assertThat(pids).hasSize(20);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> pids.stream().noneMatch(pid -> Zombies.runs(Long.parseLong(pid))));
    assertThat(queue.running()).isZero();
  }

  @Test
  void a_running_script_is_cancelled_with_its_children() throws IOException {
    queue.enqueue(script("sleep 1000 & echo $! > child; sleep 1000"));
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("child")));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !Files.readString(folder.resolve("child")).isBlank());

    assertThat(queue.cancel(queue.list().getFirst().id())).isTrue();

    await().atMost(Duration.ofSeconds(60)).until(() -> queue.length() == 0);
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    await().atMost(Duration.ofSeconds(60)).until(() -> !Zombies.runs(child));
  }

  @Test
  void a_script_deleted_while_it_waits_for_its_second_attempt_fails() throws IOException {
    var script = script("rm -- \"$0\"; exit 1");
    queue.enqueue(script);

    await().atMost(Duration.ofSeconds(60)).until(() -> queue.length() == 0);
    assertThat(events).endsWith("-script-error " + script.path() + " 0 2");
  }

  @Test
  void sixteen_run_at_a_time_and_the_others_follow() throws IOException {
    var script = script("mkdir run.$$; ls -d run.* | wc -l >> seen; sleep 0.1; rmdir run.$$");
    for (int i = 0; i < 40; i++) {
      queue.enqueue(script);
    }

    await().atMost(java.time.Duration.ofSeconds(60)).until(() -> queue.length() == 0);
    assertThat(Files.readAllLines(folder.resolve("seen")))
        .hasSize(40)
        .allMatch(n -> Integer.parseInt(n.strip()) <= 16);
  }

  private RunScript script(String body, String... arguments) throws IOException {
    var path = Files.createTempFile(folder, "script", ".sh");
    Files.writeString(path, "#!/bin/bash\n" + body + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    return new RunScript(
        ScriptKind.NOTIFICATION, "mymaster", path.toString(), List.of(arguments), null);
  }
}
