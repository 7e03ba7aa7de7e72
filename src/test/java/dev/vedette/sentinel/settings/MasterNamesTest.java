package dev.vedette.sentinel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"mymaster", "a", "A-b_c.1", "*", "m\u00fcnchen"})
  void is_fine(String name) {
    assertThat(MasterNames.problem(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "my master", "a,b", "a\tb", "a\nb", "a\0b", "a\"b", "a'b"})
  void is_refused_with_a_reason(String name) {
    assertThat(MasterNames.problem(name)).startsWith("a master name cannot");
  }

  @Test
  void has_at_most_255_characters() {
    assertThat(MasterNames.problem("x".repeat(255))).isNull();
    assertThat(MasterNames.problem("x".repeat(300))).contains("255").contains("300");
  }
}
