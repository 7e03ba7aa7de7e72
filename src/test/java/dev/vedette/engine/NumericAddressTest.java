package dev.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One address has one spelling; the examples are those of RFC 5952. */
class NumericAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,                        10.0.0.1",
    "0:0:0:0:0:0:0:1,                 ::1",
    "0:0:0:0:0:0:0:0,                 ::",
    "2001:0db8:0000:0000:0001:0:0:1,  2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1,            2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,              2001:0:0:1::1",
    "2001:DB8::ABCD,                  2001:db8::abcd",
    "fe80::1%1,                       fe80::1",
    "1::,                             1::",
    "::ffff:10.0.0.1,                 10.0.0.1"
  })
  void writes_an_address_as_everybody_does(String given, String expected) {
    assertThat(NumericAddress.of(InetAddress.ofLiteral(given))).isEqualTo(expected);
  }
}
