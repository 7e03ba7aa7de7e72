package dev.vedette.sentinel.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.sentinel.settings.SentinelSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsChangeTest {

  private static final SentinelSettings BEFORE = SentinelSettings.ofPort(26379);

  @Test
  void changes_several_settings_at_once() {
    SettingsChange change =
        SettingsChange.ofConfigSet(
            List.of("announce-ip", "10.0.0.1", "Resolve-Hostnames", "YES", "announce-port", "0"));

    assertThat(change.request().change().apply(BEFORE))
        .isEqualTo(BEFORE.withAnnounceIp("10.0.0.1").withResolveHostnames(true));
    assertThat(change.request().reconnectPeers()).isFalse();
    assertThat(change.logLevel()).isNull();
  }

  @Test
  void the_log_level_is_left_to_the_caller() {
    SettingsChange change = SettingsChange.ofConfigSet(List.of("loglevel", "warning"));

    assertThat(change.logLevel()).isEqualTo(LogLevel.WARNING);
    assertThat(change.request().change().apply(BEFORE)).isEqualTo(BEFORE);
  }

  @Test
  void credentials_for_peers_ask_for_new_connections_and_the_empty_text_unsets_them() {
    SettingsChange change =
        SettingsChange.ofConfigSet(List.of("sentinel-user", "", "sentinel-pass", ""));
    SentinelSettings set = BEFORE.withSentinelUser("u").withSentinelPass("p");

    assertThat(change.request().change().apply(set)).isEqualTo(BEFORE);
    assertThat(change.request().reconnectPeers()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "nonsense, 1, Invalid argument 'nonsense' to SENTINEL CONFIG SET",
        "announce-port, 65536, Invalid value '65536' to SENTINEL CONFIG SET 'announce-port'",
        "announce-port, -1, Invalid value '-1' to SENTINEL CONFIG SET 'announce-port'",
        "resolve-hostnames, 1, Invalid value '1' to SENTINEL CONFIG SET 'resolve-hostnames'",
        "loglevel, loud, Invalid value 'loud' to SENTINEL CONFIG SET 'loglevel'",
        "announce-ip, a/b, Invalid value 'a/b' to SENTINEL CONFIG SET 'announce-ip'",
        "announce-ip, 010.0.0.1, Invalid value '010.0.0.1' to SENTINEL CONFIG SET 'announce-ip'",
        "announce-ip, \"a,b\", \"Invalid value 'a,b' to SENTINEL CONFIG SET 'announce-ip'\""
      })
  void refuses_bad_values_in_the_words_of_the_protocol(String name, String value, String message) {
    assertThatThrownBy(() -> SettingsChange.ofConfigSet(List.of(name, value))).hasMessage(message);
  }

  @Test
  void refuses_a_repeated_setting_and_one_without_value() {
    assertThatThrownBy(
            () -> SettingsChange.ofConfigSet(List.of("announce-port", "1", "ANNOUNCE-PORT", "2")))
        .hasMessage("Duplicate argument 'ANNOUNCE-PORT' to SENTINEL CONFIG SET");
    assertThatThrownBy(() -> SettingsChange.ofConfigSet(List.of("announce-port")))
        .hasMessage("Missing argument 'announce-port' value");
  }

  @ParameterizedTest
  @EnumSource(Period.class)
  void each_period_changes_itself_and_nothing_else(Period period) {
    SettingsChange change = SettingsChange.ofDebug(List.of(period.wireName(), "77"));
    SentinelSettings after = change.request().change().apply(BEFORE);

    for (Period each : Period.values()) {
      long expected = each == period ? 77 : each.millis(BEFORE.timings());
      assertThat(each.millis(after.timings())).as(each.wireName()).isEqualTo(expected);
    }
  }

  @Test
  void refuses_bad_periods_in_the_words_of_the_protocol() {
    assertThatThrownBy(() -> SettingsChange.ofDebug(List.of("ping-period", "0")))
        .hasMessage("Invalid argument '0' for SENTINEL DEBUG 'ping-period'");
    assertThatThrownBy(() -> SettingsChange.ofDebug(List.of("ping-period")))
        .hasMessage("Unknown option or number of arguments for SENTINEL DEBUG 'ping-period'");
    assertThatThrownBy(() -> SettingsChange.ofDebug(List.of("pong-period", "1")))
        .hasMessage("Unknown option or number of arguments for SENTINEL DEBUG 'pong-period'");
  }
}
