package dev.vedette.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnnouncementsTest {

  private final Announcements announcements = new Announcements();

  private void hello(String address, long epoch, long atMillis) {
    announcements.hello(
        "10.0.0.9,26379,aa,%d,mymaster,%s,%d".formatted(epoch, address.replace(':', ','), epoch),
        atMillis);
  }

  @Test
  void another_address_under_a_newer_epoch_is_a_switch() {
    hello("10.0.0.1:6379", 0, 10);
    hello("10.0.0.2:6379", 4, 20);
    hello("10.0.0.2:6379", 4, 30);

    assertThat(announcements.switchesSince(0))
        .containsExactly(new Switch("10.0.0.1:6379", "10.0.0.2:6379", 4, 20));
    assertThat(announcements.switchesSince(announcements.newestEpoch())).isEmpty();
    assertThat(announcements.takeViolations()).isEmpty();
  }

  @Test
  void two_addresses_under_one_epoch_are_a_violation() {
    hello("10.0.0.1:6379", 3, 10);
    hello("10.0.0.2:6379", 3, 20);

    assertThat(announcements.takeViolations())
        .singleElement()
        .asString()
        .contains("OneAddressPerConfigEpoch", "10.0.0.1:6379", "10.0.0.2:6379");
    assertThat(announcements.takeViolations()).isEmpty();
  }

  @Test
  void an_epoch_that_falls_is_a_violation() {
    announcements.epoch("s1", "config epoch", 9);
    announcements.epoch("s2", "config epoch", 5);
    announcements.epoch("s1", "config epoch", 5);

    assertThat(announcements.takeViolations())
        .singleElement()
        .asString()
        .contains("EpochsNeverFall", "s1", "9", "5");
  }

  @Test
  void other_masters_and_other_messages_are_ignored() {
    announcements.hello("10.0.0.9,26379,aa,7,other,10.0.0.1,6379,7", 10);
    announcements.hello("*3", 10);

    assertThat(announcements.newestEpoch()).isZero();
  }
}
