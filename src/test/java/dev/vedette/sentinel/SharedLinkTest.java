package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One link to a sentinel that watches several masters with us: one group looks after it, and the
 * others lose nothing by that. The masters here are dialled by nobody, which is no silence of
 * theirs for ten seconds.
 */
class SharedLinkTest {

  private static final int PEER_PORT = 26380;
  private static final PeerState PEER =
      new PeerState(Address.ofIp("127.0.0.1", PEER_PORT), "b".repeat(40));

  private static Stage stage(long... downAfter) {
    List<MasterState> masters = new ArrayList<>();
    for (int i = 0; i < downAfter.length; i++) {
      MasterSettings settings =
          MasterSettings.of("m" + i, 2, Timings.DEFAULTS).withDownAfterMillis(downAfter[i]);
      Address place = Address.ofIp("127.0.0.1", 6379 + i);
      masters.add(new MasterState(settings, place, 0, 0, List.of(), List.of(PEER)));
    }
    return new Stage(
        new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), masters), 0);
  }

  @Test
  void each_group_finds_a_silent_sentinel_down_at_its_own_time() {
    Stage stage = stage(5_000, 1_000, 3_000).linkUp(PEER_PORT).wellUntil(2_000, PEER_PORT);

    long silentSince = stage.core.nextDeadline();
    while (stage.sent(PEER_PORT, "PING").getLast() < silentSince
        || stage.now() < silentSince + 6_000) {
      stage.until(stage.core.nextDeadline());
    }
    silentSince =
        stage.sent(PEER_PORT, "PING").stream().filter(at -> at > 2_000).findFirst().orElseThrow();

    assertThat(stage.raised(EventType.SDOWN))
        .containsExactly(silentSince + 1_001, silentSince + 3_001, silentSince + 5_001);
  }

  @Test
  void an_answer_brings_it_back_in_all_groups_at_once() {
    Stage stage = stage(1_000, 2_000, 1_000).linkUp(PEER_PORT).wellUntil(1_000, PEER_PORT);
    stage.until(6_000);
    assertThat(stage.raised(EventType.SDOWN)).hasSize(3);

    stage.pong(PEER_PORT);

    assertThat(stage.raised(EventType.SDOWN_CLEARED)).containsExactly(6_000L, 6_000L, 6_000L);
  }

  @Test
  void it_is_asked_as_often_as_the_most_impatient_group_wants_whoever_came_first() {
    Stage stage = stage(5_000, 1_000).linkUp(PEER_PORT).wellUntil(2_000, PEER_PORT);

    List<Long> pings = stage.sent(PEER_PORT, "PING");

    assertThat(pings.getLast() - pings.get(pings.size() - 2)).isEqualTo(80);
  }
}
