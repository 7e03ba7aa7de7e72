package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {

  private final LogFormat format = new LogFormat(4711, ZoneId.of("Europe/Berlin"));
  private final LoggerContext context = new LoggerContext();

  private String line(String logger, Level level, String text, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent("test", context.getLogger(logger), level, text, thrown, null);
    event.setInstant(Instant.parse("2026-01-07T08:05:09.042Z"));
    return format.format(event);
  }

  @Test
  void a_line_has_the_form_of_redis() {
    assertThat(line("dev.vedette.event", Level.WARN, "+sdown master m 10.0.0.1 6379", null))
        .isEqualTo("4711:X 07 Jan 2026 09:05:09.042 # +sdown master m 10.0.0.1 6379\n");
  }

  @ParameterizedTest
  @CsvSource({"ERROR,#", "WARN,#", "INFO,*", "DEBUG,-", "TRACE,."})
  void the_mark_tells_the_level(String level, String mark) {
    assertThat(line("dev.vedette.event", Level.valueOf(level), "text", null))
        .endsWith(" " + mark + " text\n");
  }

  @Test
  void lines_of_libraries_name_their_logger() {
    assertThat(line("org.apache.tomcat.Pool", Level.INFO, "text", null))
        .endsWith(" * [Pool] text\n");
  }

  @Test
  void what_others_put_into_a_name_cannot_make_a_second_line() {
    assertThat(line("dev.vedette.event", Level.INFO, "a\r\nb\u001b[31mc", null))
        .endsWith(" * a\\r\\nb\\x1b[31mc\n");
  }

  @Test
  void a_stack_trace_follows_its_line() {
    assertThat(line("dev.vedette.engine.Turn", Level.ERROR, "failed", new Error("why")))
        .contains(" # failed\n")
        .contains("java.lang.Error: why")
        .contains("\tat " + LogFormatTest.class.getName());
  }
}
