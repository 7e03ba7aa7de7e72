package dev.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostLookupTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:0:0:0:0:1, ::1"
  })
  void a_numeric_address_has_one_spelling_and_is_not_looked_up(String host, String ip) {
    assertThat(HostLookup.ip(host, false)).isEqualTo(ip);
  }

  @Test
  void a_name_is_looked_up_where_names_are_allowed() {
    assertThat(HostLookup.ip("localhost", true)).isIn("127.0.0.1", "::1");
    assertThat(HostLookup.ip("localhost", false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "256.0.0.1", ":::", "1:2:3", "no-such-host.invalid"})
  void what_is_no_host_is_not_found(String host) {
    assertThat(HostLookup.ip(host, true)).isNull();
  }
}
