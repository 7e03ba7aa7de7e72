package dev.vedette.sentinel.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelloTest {

  private static final String SOUND =
      "10.0.0.1,26379," + "a".repeat(40) + ",7,mymaster,10.0.0.2,6379,5";

  @Test
  void reads_every_field() {
    assertThat(Hello.parse(SOUND))
        .isEqualTo(
            new Hello("10.0.0.1", 26379, "a".repeat(40), 7, "mymaster", "10.0.0.2", 6379, 5));
  }

  @Test
  void reads_back_whatever_it_wrote() {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      Hello hello =
          new Hello(
              "host-" + random.nextInt(99),
              1 + random.nextInt(65535),
              HexFormat.of().formatHex(bytes(random)),
              random.nextLong(Long.MAX_VALUE),
              text(random, 255),
              "10.0.0." + random.nextInt(256),
              1 + random.nextInt(65535),
              random.nextLong(Long.MAX_VALUE));
      assertThat(Hello.parse(hello.format())).isEqualTo(hello);
    }
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[20];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(Random random, int max) {
    return random
        .ints(1 + random.nextInt(max), '-', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void refuses_every_message_that_was_cut_off_before_its_last_field() {
    for (int length = 0; length < SOUND.length(); length++) {
      assertThat(Hello.parse(SOUND.substring(0, length))).isNull();
    }
  }

  @Test
  void refuses_or_understands_whatever_one_change_makes_of_a_message() {
    Random random = new Random(2);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      StringBuilder changed = new StringBuilder(SOUND);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(changed.length());
        char c = "\0\n ,-+09az\u00e9\ud83d".charAt(random.nextInt(11));
        switch (random.nextInt(3)) {
          case 0 -> changed.insert(at, c);
          case 1 -> changed.setCharAt(at, c);
          default -> changed.deleteCharAt(at);
        }
      }
      Hello hello = Hello.parse(changed.toString());
      if (hello == null) {
        refused++;
        continue;
      }
      assertThat(hello.port()).isBetween(1, 65535);
      assertThat(hello.masterPort()).isBetween(1, 65535);
      assertThat(hello.currentEpoch()).isBetween(0L, Long.MAX_VALUE);
      assertThat(hello.configEpoch()).isBetween(0L, Long.MAX_VALUE);
      assertThat(Hello.parse(hello.format())).isEqualTo(hello);
    }
    assertThat(refused).isBetween(1_000, 9_500);
  }

  @Test
  void refuses_a_message_that_is_too_long() {
    assertThat(Hello.parse(SOUND.replace("mymaster", "x".repeat(255)))).isNotNull();
    assertThat(Hello.parse(SOUND.replace("mymaster", "x".repeat(256)))).isNull();
    assertThat(Hello.parse(",".repeat(10_000_000))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ",,,,,,,",
        "10.0.0.1,0,ID,7,m,10.0.0.2,6379,5",
        "10.0.0.1,65536,ID,7,m,10.0.0.2,6379,5",
        "10.0.0.1,-1,ID,7,m,10.0.0.2,6379,5",
        "10.0.0.1,+1,ID,7,m,10.0.0.2,6379,5",
        "10.0.0.1, 1,ID,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,r r,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,ID,-7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,ID,999999999999999999999,m,10.0.0.2,6379,5",
        "10.0.0.1,1,IDa,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,abc,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,gggggggggggggggggggggggggggggggggggggggg,7,m,10.0.0.2,6379,5",
        "::::,1,ID,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,ID,7,m,1:2:3:4:5:6:7:8:9,6379,5",
        "10.0.0.1,1,ID,7,m,fe80::1%eth0,6379,5",
        "10.0.0.1,1,ID,7,m,010.0.0.2,6379,5",
        "10.0.0.1,1,ID,7,m m,10.0.0.2,6379,5",
        "10.0.0.1,1,ID,7,,10.0.0.2,6379,5",
        "10.0.0.1,1,ID,7,m,,6379,5",
        ",1,ID,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,ID,7,m,10.0.0.2,0,5",
        "10.0.0.1,1,ID,7,m,10.0.0.2,6379,",
        "10.0.0.1,1,ID,7,m,10.0.0.2,6379,5,6",
        "10.0.0.1,1,ID,7,m,10.0.0.2,6379,5\n"
      })
  void refuses(String payload) {
    assertThat(Hello.parse(payload.replace("ID", "a".repeat(40)))).isNull();
  }

  @Test
  void reads_epochs_that_can_only_be_lies_for_the_receiver_to_judge() {
    Hello hello = Hello.parse(SOUND.replace(",7,", ",18446744073709551615,"));
    assertThat(hello).isNotNull().extracting(Hello::currentEpoch).isEqualTo(Long.MAX_VALUE);
  }
}
