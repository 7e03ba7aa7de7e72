package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOutputTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final LoggerContext context = new LoggerContext();
  private final LogOutput output = new LogOutput();

  @TempDir Path folder;

  @BeforeEach
  void start() {
    output.setContext(context);
    output.start();
  }

  private void log(String text) {
    output.doAppend(
        new LoggingEvent(
            "test", context.getLogger("dev.vedette.test"), Level.INFO, text, null, null));
  }

  private String written(Path file) throws IOException {
    output.flush(LIMIT);
    return Files.readString(file);
  }

  @Test
  void lines_are_appended_to_the_file_in_their_order() throws IOException {
    Path file = folder.resolve("vedette.log");
    Files.writeString(file, "before\n");
    output.switchTo(file);
    for (int i = 0; i < 1_000; i++) {
      log("line " + i);
    }

    assertThat(written(file).lines()).hasSize(1_001).startsWith("before");
    assertThat(written(file)).contains("line 0\n").endsWith("line 999\n");
  }

  @Test
  void a_file_that_was_moved_away_is_opened_anew() throws IOException {
    Path file = folder.resolve("vedette.log");
    output.switchTo(file);
    log("old");
    assertThat(written(file)).endsWith("old\n");

    Files.move(file, folder.resolve("vedette.log.1"));

    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          log("new");
          output.flush(LIMIT);
          return Files.exists(file);
        });
    assertThat(written(file)).contains("new\n").doesNotContain("old");
  }

  @Test
  void a_file_that_cannot_be_opened_is_an_error_and_the_log_goes_on_as_before() throws IOException {
    Path file = folder.resolve("vedette.log");
    output.switchTo(file);

    assertThatThrownBy(() -> output.switchTo(folder.resolve("no/such/folder/log")))
        .isInstanceOf(IOException.class);

    log("still here");
    assertThat(written(file)).endsWith("still here\n");
  }
}
