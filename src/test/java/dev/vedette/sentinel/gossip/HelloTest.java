package dev.vedette.sentinel.gossip;

import static org.assertj.core.api.Assertions.assertThat;

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
              text(random, 45),
              1 + random.nextInt(65535),
              text(random, 40),
              random.nextLong(Hello.MAX_EPOCH),
              text(random, 255),
              text(random, 255),
              1 + random.nextInt(65535),
              random.nextLong(Hello.MAX_EPOCH));
      assertThat(Hello.parse(hello.format())).isEqualTo(hello);
    }
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
      assertThat(hello.currentEpoch()).isBetween(0L, Hello.MAX_EPOCH);
      assertThat(hello.configEpoch()).isBetween(0L, Hello.MAX_EPOCH);
      assertThat(Hello.parse(hello.format())).isEqualTo(hello);
    }
    assertThat(refused).isBetween(1_000, 9_000);
  }

  @Test
  void refuses_a_message_that_is_too_long() {
    String room = "x".repeat(Hello.MAX_LENGTH - SOUND.length() + "mymaster".length());
    assertThat(Hello.parse(SOUND.replace("mymaster", room))).isNotNull();
    assertThat(Hello.parse(SOUND.replace("mymaster", room + "x"))).isNull();
    assertThat(Hello.parse(",".repeat(10_000_000))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ",,,,,,,",
        "10.0.0.1,0,r,7,m,10.0.0.2,6379,5",
        "10.0.0.1,65536,r,7,m,10.0.0.2,6379,5",
        "10.0.0.1,-1,r,7,m,10.0.0.2,6379,5",
        "10.0.0.1,+1,r,7,m,10.0.0.2,6379,5",
        "10.0.0.1, 1,r,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,r r,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,r,-7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,r,9223372036854775807,m,10.0.0.2,6379,5",
        "10.0.0.1,1,r,99999999999999999999,m,10.0.0.2,6379,5",
        "10.0.0.1,1,r,7,,10.0.0.2,6379,5",
        "10.0.0.1,1,r,7,m,,6379,5",
        ",1,r,7,m,10.0.0.2,6379,5",
        "10.0.0.1,1,r,7,m,10.0.0.2,0,5",
        "10.0.0.1,1,r,7,m,10.0.0.2,6379,",
        "10.0.0.1,1,r,7,m,10.0.0.2,6379,5,6",
        "10.0.0.1,1,r,7,m,10.0.0.2,6379,5\n"
      })
  void refuses(String payload) {
    assertThat(Hello.parse(payload)).isNull();
  }
}
