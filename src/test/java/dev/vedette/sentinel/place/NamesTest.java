package dev.vedette.sentinel.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1"
      })
  void is_numeric(String host) {
    assertThat(Names.isNumeric(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "1..2.3",
        "1.2.3.a",
        "0x1.2.3.4",
        "host:6379",
        ":",
        "10.0.0.1.example.org"
      })
  void is_not_numeric(String host) {
    assertThat(Names.isNumeric(host)).isFalse();
  }

  @Test
  void is_plausible_up_to_255_visible_characters_without_a_comma() {
    assertThat(Names.isPlausible("redis-one.example.org")).isTrue();
    assertThat(Names.isPlausible("x".repeat(255))).isTrue();
    assertThat(Names.isPlausible("x".repeat(256))).isFalse();
    assertThat(Names.isPlausible("")).isFalse();
    assertThat(Names.isPlausible("a b")).isFalse();
    assertThat(Names.isPlausible("a,b")).isFalse();
    assertThat(Names.isPlausible("a\nb")).isFalse();
    assertThat(Names.isPlausible("a\u007fb")).isFalse();
  }

  @Test
  void keeps_the_last_good_answer() {
    Names names = new Names();
    assertThat(names.ip("redis-one")).isNull();
    names.resolved("redis-one", "10.0.0.1");
    names.resolved("redis-one", null);
    assertThat(names.ip("redis-one")).isEqualTo("10.0.0.1");
    names.resolved("redis-one", "10.0.0.2");
    assertThat(names.ip("redis-one")).isEqualTo("10.0.0.2");
    assertThat(names.ip("10.9.9.9")).isEqualTo("10.9.9.9");
  }

  @Test
  void one_look_up_of_a_name_is_made_at_a_time() {
    Names names = new Names();
    assertThat(names.claimLookUp("redis-one")).isTrue();
    assertThat(names.claimLookUp("redis-one")).isFalse();
    assertThat(names.claimLookUp("redis-two")).isTrue();
    names.resolved("redis-one", null);
    assertThat(names.claimLookUp("redis-one")).isTrue();
  }
}
