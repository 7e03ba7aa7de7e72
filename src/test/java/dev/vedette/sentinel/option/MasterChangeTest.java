package dev.vedette.sentinel.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterChangeTest {

  private static final MasterSettings BEFORE = MasterSettings.of("mymaster", 2, Timings.DEFAULTS);

  private static MasterSettings apply(String... words) {
    Request.ChangeMaster request = MasterChange.ofWords(List.of(words)).request("mymaster");
    return request.change().apply(BEFORE);
  }

  @Test
  void changes_several_options_in_any_case_at_once() {
    MasterSettings after =
        apply("down-after-milliseconds", "5000", "QUORUM", "3", "Parallel-Syncs", "4");

    assertThat(after)
        .isEqualTo(BEFORE.withDownAfterMillis(5000).withQuorum(3).withParallelSyncs(4));
  }

  @Test
  void an_empty_text_unsets_a_script_a_user_and_a_password() {
    MasterSettings set = BEFORE.withAuthUser("u").withAuthPass("p").withNotificationScript("/s");
    Request.ChangeMaster request =
        MasterChange.ofWords(List.of("auth-user", "", "auth-pass", "", "notification-script", ""))
            .request("mymaster");

    assertThat(request.change().apply(set)).isEqualTo(BEFORE);
  }

  @Test
  void renames_a_command_and_renaming_it_to_itself_takes_that_back() {
    MasterSettings renamed = apply("rename-command", "config", "GUESSME");
    assertThat(renamed.renamedCommands()).isEqualTo(Map.of("CONFIG", "GUESSME"));

    Request.ChangeMaster back =
        MasterChange.ofWords(List.of("rename-command", "CONFIG", "config")).request("mymaster");
    assertThat(back.change().apply(renamed).renamedCommands()).isEmpty();
  }

  @Test
  void events_carry_the_words_as_given_but_never_a_password() {
    Request.ChangeMaster request =
        MasterChange.ofWords(
                List.of("Quorum", "3", "auth-pass", "hunter2", "rename-command", "a", "b"))
            .request("mymaster");

    assertThat(request.events())
        .containsExactly("Quorum 3", "auth-pass ******", "rename-command a b");
    assertThat(request.reconnect()).isTrue();
  }

  @Test
  void only_credentials_ask_for_new_connections() {
    assertThat(MasterChange.ofWords(List.of("quorum", "1")).request("m").reconnect()).isFalse();
    assertThat(MasterChange.ofWords(List.of("auth-user", "x")).request("m").reconnect()).isTrue();
  }

  @Test
  void tells_which_scripts_it_touches() {
    MasterChange change =
        MasterChange.ofWords(
            List.of("notification-script", "/bin/true", "client-reconfig-script", ""));

    assertThat(change.scripts())
        .isEqualTo(
            Map.of(
                MasterOption.NOTIFICATION_SCRIPT,
                "/bin/true",
                MasterOption.CLIENT_RECONFIG_SCRIPT,
                ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "+1", "01", "1.5", "1e3", "", " 1", "٣", "99999999999999999999"})
  void refuses_what_is_no_positive_number_in_the_words_of_the_protocol(String bad) {
    assertThatThrownBy(() -> MasterChange.ofWords(List.of("down-after-milliseconds", bad)))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("Invalid argument '" + bad + "' for SENTINEL SET 'down-after-milliseconds'");
  }

  @ParameterizedTest
  @CsvSource({
    "quorum, 2147483648",
    "parallel-syncs, 0",
    "failover-timeout, 1000000000000001",
    "master-reboot-down-after-period, -1"
  })
  void refuses_what_is_out_of_range_and_says_what_would_be_good(String option, String bad) {
    assertThatThrownBy(() -> MasterChange.ofWords(List.of(option, bad)))
        .isInstanceOfSatisfying(
            InvalidOptionException.class,
            invalid -> {
              assertThat(invalid.option()).isEqualTo(option);
              assertThat(invalid.requirement()).startsWith("must be a whole number");
            });
  }

  @Test
  void zero_switches_the_reboot_check_off() {
    assertThat(apply("master-reboot-down-after-period", "0").masterRebootDownAfterMillis())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "quorum", "rename-command"})
  void refuses_an_unknown_option_and_one_without_its_values(String option) {
    assertThatThrownBy(() -> MasterChange.ofWords(List.of("quorum", "2", option)))
        .hasMessage("Unknown option or number of arguments for SENTINEL SET '" + option + "'");
  }

  @Test
  void names_the_empty_one_of_two_command_names() {
    assertThatThrownBy(() -> MasterChange.ofWords(List.of("rename-command", "GET", "")))
        .hasMessage("Invalid argument '' for SENTINEL SET 'rename-command'");
  }

  @Test
  void refuses_line_breaks_that_could_forge_a_line_of_the_file() {
    assertThatThrownBy(() ->
            MasterChange.ofWords(List.of("auth-user", "x\nsentinel monitor evil 1.2.3.4 1 1")))
        .isInstanceOf(InvalidOptionException.class);
  }

  @Test
  void does_not_repeat_a_refused_password() {
    assertThatThrownBy(() -> MasterChange.ofWords(List.of("auth-pass", "x".repeat(5000))))
        .hasMessage("Invalid argument '******' for SENTINEL SET 'auth-pass'");
  }
}
