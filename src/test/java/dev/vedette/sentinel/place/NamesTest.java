package dev.vedette.sentinel.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

  private final Names names = new Names();

  @Test
  void keeps_the_last_good_answer() {
    assertThat(names.ip("redis-one")).isNull();
    names.resolved("redis-one", "10.0.0.1", 0);
    names.resolved("redis-one", null, 1);
    assertThat(names.ip("redis-one")).isEqualTo("10.0.0.1");
    names.resolved("Redis-One", "10.0.0.2", 2);
    assertThat(names.ip("redis-one")).isEqualTo("10.0.0.2");
    assertThat(names.ip("10.9.9.9")).isEqualTo("10.9.9.9");
    assertThat(names.ip("0:0:0:0:0:0:0:1")).isEqualTo("::1");
  }

  @Test
  void one_look_up_of_a_name_is_made_at_a_time() {
    assertThat(names.claimLookUp("redis-one", 0)).isTrue();
    assertThat(names.claimLookUp("REDIS-one", 29_999)).isFalse();
    assertThat(names.claimLookUp("redis-two", 0)).isTrue();
    names.resolved("redis-one", "10.0.0.1", 100);
    assertThat(names.claimLookUp("redis-one", 100)).isTrue();
  }

  @Test
  void an_answer_that_never_comes_does_not_forbid_the_next_look_up_for_ever() {
    assertThat(names.claimLookUp("redis-one", 0)).isTrue();
    assertThat(names.claimLookUp("redis-one", 30_000)).isTrue();
    assertThat(names.claimLookUp("redis-one", 30_000)).isFalse();
  }

  @Test
  void a_failed_name_is_looked_up_again_after_a_second_and_then_after_twice_that_up_to_a_minute() {
    long now = 0;
    for (long pause : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000}) {
      assertThat(names.claimLookUp("nowhere", now)).isTrue();
      names.resolved("nowhere", null, now);
      assertThat(names.claimLookUp("nowhere", now + pause - 1)).isFalse();
      now += pause;
    }
    assertThat(names.claimLookUp("nowhere", now)).isTrue();
    names.resolved("nowhere", "10.0.0.1", now);
    assertThat(names.claimLookUp("nowhere", now)).isTrue();
    names.resolved("nowhere", null, now);
    assertThat(names.claimLookUp("nowhere", now + 1_000)).isTrue();
  }

  @Test
  void a_flood_of_names_neither_starts_a_flood_of_look_ups_nor_is_it_remembered() {
    int started = 0;
    for (int i = 0; i < Names.MAX_NAMES; i++) {
      if (names.claimLookUp("name-" + i, 0)) {
        started++;
      }
    }
    assertThat(started).isEqualTo(Names.MAX_LOOK_UPS);
    names.resolved("name-0", "10.0.0.1", 0);
    for (int i = 0; i < Names.MAX_NAMES; i++) {
      names.resolved("other-" + i, "10.0.0.2", 0);
    }
    assertThat(names.ip("name-0")).isNull();
    assertThat(names.ip("other-0")).isEqualTo("10.0.0.2");
  }

  @Test
  void a_good_answer_is_fresh_for_as_long_as_asked_and_a_failed_one_is_known_for_its_pause() {
    assertThat(names.isFresh("redis-one", 1_000, 0)).isFalse();
    names.resolved("redis-one", "10.0.0.1", 500);
    assertThat(names.isFresh("redis-one", 1_000, 1_500)).isTrue();
    assertThat(names.isFresh("redis-one", 1_000, 1_501)).isFalse();
    assertThat(names.hasFailed("redis-one", 1_501)).isFalse();
    names.resolved("redis-one", null, 2_000);
    assertThat(names.isFresh("redis-one", 1_000, 2_000)).isFalse();
    assertThat(names.hasFailed("redis-one", 2_999)).isTrue();
    assertThat(names.hasFailed("redis-one", 3_000)).isFalse();
  }
}
