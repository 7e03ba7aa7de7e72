package dev.vedette.sentinel.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AddressTest {

  @Test
  void is_the_same_place_as_another_with_the_same_numbers() {
    Address named = new Address("redis-one", "10.0.0.1", 6379);
    assertThat(named.samePlace(Address.ofIp("10.0.0.1", 6379))).isTrue();
    assertThat(named.samePlace(Address.ofIp("10.0.0.1", 6380))).isFalse();
    assertThat(named.samePlace(Address.ofIp("10.0.0.2", 6379))).isFalse();
  }

  @Test
  void is_the_same_place_as_another_with_the_same_name_in_any_case() {
    Address named = new Address("redis-one", "10.0.0.1", 6379);
    assertThat(named.samePlace(new Address("REDIS-one", "10.0.0.9", 6379))).isTrue();
    assertThat(named.samePlace(new Address("redis-two", "", 6379))).isFalse();
  }

  @Test
  void unresolved_places_are_the_same_only_by_name() {
    assertThat(new Address("a", "", 1).samePlace(new Address("b", "", 1))).isFalse();
    assertThat(new Address("a", "", 1).samePlace(new Address("a", "", 1))).isTrue();
  }

  @Test
  void announces_the_number_unless_names_are_wanted_or_nothing_else_is_known() {
    Address named = new Address("redis-one", "10.0.0.1", 6379);
    assertThat(named.announced(false)).isEqualTo("10.0.0.1");
    assertThat(named.announced(true)).isEqualTo("redis-one");
    assertThat(new Address("redis-one", "", 6379).announced(false)).isEqualTo("redis-one");
  }

  @Test
  void writes_brackets_around_ipv6_only() {
    assertThat(Address.ofIp("10.0.0.1", 1).announcedWithPort(false)).isEqualTo("10.0.0.1:1");
    assertThat(Address.ofIp("fe80::1", 1).announcedWithPort(false)).isEqualTo("[fe80::1]:1");
  }

  @Test
  void has_a_port_from_0_to_65535() {
    assertThat(Address.ofIp("10.0.0.1", 65535).port()).isEqualTo(65535);
    assertThatThrownBy(() -> Address.ofIp("10.0.0.1", 65536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536");
    assertThatThrownBy(() -> Address.ofIp("10.0.0.1", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keeps_its_name_when_it_resolves_to_another_number() {
    Address named = new Address("redis-one", "10.0.0.1", 6379);
    assertThat(named.resolvedTo("10.0.0.2")).isEqualTo(new Address("redis-one", "10.0.0.2", 6379));
    assertThat(named.resolvedTo("10.0.0.1")).isSameAs(named);
  }
}
