package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
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

/** How often an instance is asked whether it lives. */
class PingPeriodTest {

  private static final int PORT = 6379;
  private static final int PEER_PORT = 26380;
  private static final PeerState PEER =
      new PeerState(Address.ofIp("127.0.0.1", PEER_PORT), "b".repeat(40));

  private static MasterState master(String name, int port, long downAfter, List<PeerState> peers) {
    MasterSettings settings =
        MasterSettings.of(name, 2, Timings.DEFAULTS).withDownAfterMillis(downAfter);
    return new MasterState(settings, Address.ofIp("127.0.0.1", port), 0, 0, List.of(), peers);
  }

  private static Stage stage(List<MasterState> masters) {
    return new Stage(
        new DurableState("a".repeat(40), 0, SentinelSettings.ofPort(26379), masters), 0);
  }

  private static long period(Stage stage, int port) {
    List<Long> pings = stage.sent(port, "PING");
    return pings.getLast() - pings.get(pings.size() - 2);
  }

  @Test
  void one_of_few_is_asked_at_a_small_part_of_down_after() {
    Stage stage = stage(List.of(master("one", PORT, 1_000, List.of())));

    assertThat(period(stage.linkUp(PORT).wellUntil(5_000, PORT), PORT)).isEqualTo(80);
  }

  @Test
  void with_very_many_the_pings_of_all_together_are_bounded() {
    List<MasterState> many = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      many.add(master("m" + i, PORT + i, 1_000, List.of()));
    }

    assertThat(period(stage(many).linkUp(PORT).wellUntil(5_000, PORT), PORT)).isEqualTo(350);
  }

  @Test
  void nobody_is_asked_less_often_than_by_the_original_however_many_there_are() {
    List<MasterState> many = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      many.add(master("m" + i, PORT + i, 600, List.of()));
    }

    assertThat(period(stage(many).linkUp(PORT).wellUntil(5_000, PORT), PORT)).isEqualTo(600);
  }

  @Test
  void the_smallest_down_after_decides_how_often_a_shared_sentinel_is_asked() {
    Stage stage =
        stage(
            List.of(
                master("slow", PORT, 30_000, List.of(PEER)),
                master("quick", PORT + 1, 1_000, List.of(PEER))));
    stage.linkUp(PEER_PORT).wellUntil(5_000, PEER_PORT);
    assertThat(period(stage, PEER_PORT)).isEqualTo(80);

    stage.input(
        new Input.Requested(
            1,
            new Request.ChangeMaster(
                "quick", settings -> settings.withDownAfterMillis(30_000), List.of(), false)));
    assertThat(period(stage.wellUntil(10_000, PEER_PORT), PEER_PORT)).isEqualTo(1_000);

    stage.input(new Input.Requested(2, new Request.Remove("quick")));
    assertThat(period(stage.wellUntil(15_000, PEER_PORT), PEER_PORT)).isEqualTo(1_000);
  }

  @Test
  void a_shorter_period_that_a_test_suite_asks_for_is_kept() {
    Timings timings = Timings.DEFAULTS;
    Timings quick =
        new Timings(
            timings.infoPeriod(),
            30,
            timings.askPeriod(),
            timings.publishPeriod(),
            timings.defaultDownAfter(),
            timings.defaultFailoverTimeout(),
            timings.tiltTrigger(),
            timings.tiltPeriod(),
            timings.slaveReconfTimeout(),
            timings.minLinkReconnectPeriod(),
            timings.electionTimeout(),
            timings.scriptMaxRuntime(),
            timings.scriptRetryDelay());
    Stage stage =
        new Stage(
            new DurableState(
                "a".repeat(40),
                0,
                SentinelSettings.ofPort(26379).withTimings(quick),
                List.of(master("one", PORT, 30_000, List.of()))),
            0);

    assertThat(period(stage.linkUp(PORT).wellUntil(5_000, PORT), PORT)).isEqualTo(30);
  }
}
