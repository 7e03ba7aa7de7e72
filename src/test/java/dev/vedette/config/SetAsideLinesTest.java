package dev.vedette.config;

import static dev.vedette.config.TestConfiguration.master;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.sentinel.settings.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was learned can be learned again: a state line that cannot be read never stops the start.
 */
class SetAsideLinesTest {

  private static final String ID = "0123456789abcdef0123456789abcdef01234567";
  private static final String MONITOR = "sentinel monitor m 127.0.0.1 6379 2\n";

  @TempDir private Path folder;
  private TestConfiguration configuration = new TestConfiguration(Path.of("unused"));

  @BeforeEach
  void prepare() {
    configuration = new TestConfiguration(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sentinel known-replica m :::: 6380 | neither an IP address nor a host name",
        "sentinel known-replica m 1:2:3:4:5:6:7:8:9 6380 | neither an IP address",
        "sentinel known-replica m fe80::1%eth0 6380 | on one machine only",
        "sentinel known-replica m redis-1 6380 | 'redis-1' is a name",
        "sentinel known-slave m 127.0.0.1 70000 | The port '70000'",
        "sentinel known-replica m 127.0.0.1 | Write: sentinel known-replica",
        "sentinel known-replica nobody 127.0.0.1 6380 | no master named 'nobody'",
        "sentinel known-sentinel m 127.0.0.1 26380 abc | not an id of 40 hexadecimal digits",
        "sentinel known-sentinel m \"127.0.0.1 26380 | double quote is never closed",
        "SENTINEL Config-Epoch m -1 | The epoch '-1'",
        "sentinel config-epoch m 9223372032559808511 | The epoch '9223372032559808511'",
        "sentinel leader-epoch m x | The epoch 'x'",
        "sentinel current-epoch 9223372036854775807 | The epoch '9223372036854775807'",
        "sentinel current-epoch 99999999999999999999 | The epoch '99999999999999999999'",
        "sentinel current-epoch | Write: sentinel current-epoch",
        "sentinel myid 123 | not an id of 40 hexadecimal digits"
      })
  void becomes_a_comment_that_says_why_and_is_told(String line, String reason) {
    configuration.write("# mine\n" + MONITOR + line + "\nsentinel parallel-syncs m 2\n");

    VedetteSettings settings = configuration.load();

    assertThat(settings.setAside())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.where()).isEqualTo(configuration.file() + ", line 3");
          assertThat(problem.line()).isEqualTo(line);
          assertThat(problem.message()).contains(reason);
        });
    assertThat(master(settings.state(), "m").settings().parallelSyncs()).isEqualTo(2);
    assertThat(RunId.isValid(settings.state().myId())).isTrue();
    assertThat(configuration.content())
        .startsWith("# mine\n" + MONITOR + "# Set aside (")
        .contains(reason, "): " + line + "\nsentinel parallel-syncs m 2\n");

    String content = configuration.content();
    assertThat(configuration.load().setAside()).isEmpty();
    assertThat(configuration.content()).isEqualTo(content);
  }

  @Test
  void an_absurd_epoch_is_replaced_by_the_greatest_that_the_other_lines_know() {
    configuration.write(
        MONITOR
            + "sentinel myid "
            + ID
            + "\nsentinel config-epoch m 7\nsentinel leader-epoch m 9\n"
            + "sentinel current-epoch 9223372032559808511\n");

    var state = configuration.load().state();

    assertThat(state.myId()).isEqualTo(ID);
    assertThat(state.currentEpoch()).isEqualTo(9);
    assertThat(master(state, "m").leaderEpoch()).isEqualTo(9);
    assertThat(configuration.content()).contains("\nsentinel current-epoch 9\n");
  }

  @Test
  void a_damaged_state_line_is_set_aside_without_its_unprintable_bytes() throws IOException {
    Files.write(
        configuration.file(),
        (MONITOR + "sentinel known-replica m 10.0\0\0\0\n").getBytes("ISO-8859-1"));

    assertThat(configuration.load().setAside()).hasSize(1);
    assertThat(configuration.content())
        .contains("damaged", "): sentinel known-replica m 10.0???\n");
  }

  @Test
  void lines_of_the_operator_stay_strict() {
    configuration.write(MONITOR + "sentinel known-replica m x 1\nsentinel quorums m 1\n");

    assertThatThrownBy(configuration::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("line 2");
  }

  @Test
  void where_the_file_is_only_read_the_line_is_told_and_the_file_stays() {
    configuration.write(MONITOR + "sentinel known-replica m x 1\n").stateInOwnFolder();
    String content = configuration.content();

    assertThat(configuration.load().setAside()).hasSize(1);
    assertThat(configuration.content()).isEqualTo(content);
  }
}
