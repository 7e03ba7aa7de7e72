package dev.vedette.sentinel.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "0:0:0:0:0:0:0:1, ::1",
    "FE80::00AB, fe80::ab",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::FFFF:a00:1, 10.0.0.1"
  })
  void a_numeric_address_has_one_spelling(String host, String spelling) {
    assertThat(Host.numeric(host)).isEqualTo(spelling);
    assertThat(Host.numeric(spelling)).isEqualTo(spelling);
    assertThat(Host.isValid(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "::::",
        ":::",
        "1:::2",
        "::1::",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        ":1:2:3:4:5:6:7",
        "12345::",
        "g::",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::01.2.3.4",
        "fe80::1%eth0",
        "fe80::1%",
        "[::1]",
        "host:6379",
        "256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "1..2.3",
        "1.2.3.4.",
        "010.000.000.005",
        "1.2.3.04",
        "192.168.174",
        "3232235777",
        "0x7f.0.0.1",
        "0x7f000001",
        "example.0x1",
        "example.1",
        "-a",
        "a..b",
        ".a",
        "a b",
        "a,b",
        "a\nb",
        "a\u007fb",
        "a/b",
        "\u0661.2.3.4",
        "m\u00fcller"
      })
  void is_no_host(String host) {
    assertThat(Host.isNumeric(host)).isFalse();
    assertThat(Host.isName(host)).isFalse();
    assertThat(Host.problem(host)).contains("neither an IP address nor a host name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "redis-one.example.org",
        "redis_1",
        "_sentinel._tcp.example.org",
        "redis-0.redis.default.svc.cluster.local.",
        "3f2a9c81d0ab",
        "10.0.0.1.example.org",
        "a"
      })
  void is_a_name(String host) {
    assertThat(Host.isName(host)).isTrue();
    assertThat(Host.isNumeric(host)).isFalse();
    assertThat(Host.problem(host)).isNull();
  }

  @Test
  void a_name_has_at_most_253_characters() {
    assertThat(Host.isName("x".repeat(253))).isTrue();
    assertThat(Host.isName("x".repeat(254))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "010.000.000.005 | 10.0.0.5 or 8.0.0.5",
        "192.168.174 | numbers without leading zeros: 192.168.0.174.",
        "0x7f000001 | 127.0.0.1",
        "fe80::1%eth0 | on one machine only"
      })
  void a_loose_spelling_is_refused_saying_what_may_have_been_meant(String host, String meant) {
    assertThat(Host.problem(host)).contains(meant);
  }

  @Test
  void agrees_with_the_platform_about_whatever_is_an_address() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : 0;
      }
      InetAddress address = InetAddress.getByAddress(bytes);
      String written = address.getHostAddress();
      assertThat(Host.numeric(written))
          .isEqualTo(address instanceof Inet6Address ? Ipv6.text(bytes) : written);
      assertThat(InetAddress.ofLiteral(String.valueOf(Host.numeric(written)))).isEqualTo(address);
    }
  }

  @Test
  void whatever_one_change_makes_of_an_address_is_an_address_of_the_platform_or_none() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder changed =
          new StringBuilder(random.nextBoolean() ? "10.20.30.40" : "fe80::a:1.2.3.4");
      int at = random.nextInt(changed.length());
      char c = ":.09fg%[".charAt(random.nextInt(8));
      switch (random.nextInt(3)) {
        case 0 -> changed.insert(at, c);
        case 1 -> changed.setCharAt(at, c);
        default -> changed.deleteCharAt(at);
      }
      String numeric = Host.numeric(changed.toString());
      if (numeric != null) {
        assertThat(InetAddress.ofLiteral(numeric))
            .as(changed.toString())
            .isEqualTo(InetAddress.ofLiteral(changed.toString()));
      }
    }
  }
}
