package dev.vedette.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedLoginLimitTest {

  private final AtomicLong now = new AtomicLong();
  private final FailedLoginLimit limit =
      new FailedLoginLimit(new SecuritySettings.FailedLogins(3, 60_000), now::get);

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      limit.failed(address);
    }
  }

  @Test
  void shuts_out_at_the_limit_for_the_whole_window() {
    fail("10.0.0.1", 2);
    assertThat(limit.shutOutMillis("10.0.0.1")).isZero();

    now.set(59_000);
    fail("10.0.0.1", 1);
    assertThat(limit.shutOutMillis("10.0.0.1")).isEqualTo(60_000);

    now.set(59_000 + 60_000);
    assertThat(limit.shutOutMillis("10.0.0.1")).isZero();
  }

  @Test
  void failures_of_long_ago_do_not_count() {
    fail("10.0.0.1", 2);
    now.set(60_000);
    fail("10.0.0.1", 2);

    assertThat(limit.shutOutMillis("10.0.0.1")).isZero();
  }

  @Test
  void an_ipv6_network_counts_as_one_address_and_ipv4_addresses_do_not() {
    limit.failed("2001:db8::1");
    limit.failed("2001:db8::2");
    limit.failed("2001:db8::ffff:3");
    assertThat(limit.shutOutMillis("2001:db8::4")).isPositive();
    assertThat(limit.shutOutMillis("2001:db8:0:1::4")).isZero();

    fail("10.0.0.1", 3);
    assertThat(limit.shutOutMillis("10.0.0.2")).isZero();
  }

  @Test
  void memory_is_bounded_however_many_addresses_fail() {
    for (int i = 0; i < FailedLoginLimit.ADDRESSES + 500; i++) {
      limit.failed("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
    }

    assertThat(limit.remembered()).isEqualTo(FailedLoginLimit.ADDRESSES);
  }
}
