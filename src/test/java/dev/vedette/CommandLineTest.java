package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.CommandLine.Wish;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void nothing_at_all_means_to_run_without_a_file() {
    CommandLine line = CommandLine.parse();

    assertThat(line.configFile()).isNull();
    assertThat(line.configLines()).isEmpty();
    assertThat(line.properties()).isEmpty();
    assertThat(line.wish()).isEqualTo(Wish.RUN);
  }

  @Test
  void file_lines_and_properties_are_told_apart() {
    CommandLine line =
        CommandLine.parse(
            "/etc/sentinel.conf",
            "--sentinel",
            "--port",
            "26380",
            "--server.port=8081",
            "--bind",
            "127.0.0.1",
            "-::1",
            "--debug");

    assertThat(line.configFile()).isEqualTo(Path.of("/etc/sentinel.conf"));
    assertThat(line.configLines())
        .containsExactly(List.of("port", "26380"), List.of("bind", "127.0.0.1", "-::1"));
    assertThat(line.propertyWords()).containsExactly("--server.port=8081", "--debug");
  }

  @Test
  void a_sentinel_directive_is_a_line_and_a_lone_sentinel_is_the_mode() {
    CommandLine line =
        CommandLine.parse(
            "--sentinel", "monitor", "m", "127.0.0.1", "6379", "2", "--sentinel", "--port", "1");

    assertThat(line.configLines())
        .containsExactly(
            List.of("sentinel", "monitor", "m", "127.0.0.1", "6379", "2"), List.of("port", "1"));
  }

  @Test
  void a_whole_line_may_be_one_word() {
    assertThat(CommandLine.parse("--port 26380", "--user a on >b=c").configLines())
        .containsExactly(List.of("port 26380"), List.of("user a on >b=c"));
  }

  @Test
  void a_value_may_contain_an_equals_sign() {
    assertThat(CommandLine.parse("--requirepass", "a=b").configLines())
        .containsExactly(List.of("requirepass", "a=b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void help_is_understood(String word) {
    assertThat(CommandLine.parse(word).wish()).isEqualTo(Wish.HELP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--version"})
  void version_is_understood(String word) {
    assertThat(CommandLine.parse(word).wish()).isEqualTo(Wish.VERSION);
  }

  @Test
  void a_second_file_is_refused() {
    assertThatThrownBy(() -> CommandLine.parse("a.conf", "b.conf"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'b.conf'");
  }

  @Test
  void a_directive_without_a_value_is_refused_and_both_ways_to_write_it_are_told() {
    assertThatThrownBy(() -> CommandLine.parse("a.conf", "--port"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'--port value'")
        .hasMessageContaining("'--port=value'");
  }
}
