package dev.vedette.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger();

  private static Acknowledged write(long token, long atMillis) {
    return new Acknowledged(1, token, "a:1", atMillis);
  }

  @Test
  void a_write_that_is_not_there_is_missing_once() {
    ledger.enter(write(1, 10));
    ledger.enter(write(2, 20));

    assertThat(ledger.strikeMissing(1, 100, Set.of(1L))).containsExactly(write(2, 20));
    assertThat(ledger.strikeMissing(1, 100, Set.of(1L))).isEmpty();
    assertThat(ledger.count(1)).isEqualTo(1);
    assertThat(ledger.total()).isEqualTo(2);
  }

  @Test
  void a_write_acknowledged_after_the_look_is_not_missing() {
    ledger.enter(write(1, 101));

    assertThat(ledger.strikeMissing(1, 100, Set.of())).isEmpty();
  }

  @Test
  void the_longest_gap_counts_both_ends() {
    ledger.enter(write(1, 130));
    ledger.enter(write(2, 140));

    assertThat(ledger.longestGapMillis(1, 100, 150)).isEqualTo(30);
    assertThat(ledger.longestGapMillis(1, 100, 200)).isEqualTo(60);
    assertThat(ledger.longestGapMillis(2, 100, 200)).isEqualTo(100);
  }
}
