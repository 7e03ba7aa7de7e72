package dev.vedette.sentinel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.topology.Bounds;
import dev.vedette.sentinel.transcript.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was saved makes the same sentinel again. */
class DurableStateTest {

  @Test
  void a_sentinel_made_of_a_state_has_that_state() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      DurableState state = state(random);
      Sentinel sentinel = new Sentinel(state, i, 0);
      assertThat(sentinel.durableState()).isEqualTo(state);
      sentinel.start(0);
      assertThat(sentinel.durableState()).isEqualTo(state);
    }
  }

  private static DurableState state(Random random) {
    List<MasterState> masters = new ArrayList<>();
    for (int m = random.nextInt(4); m > 0; m--) {
      List<Address> replicas = new ArrayList<>();
      for (int r = random.nextInt(4); r > 0; r--) {
        replicas.add(Address.ofIp("10.0." + m + "." + r, 6379));
      }
      List<PeerState> peers = new ArrayList<>();
      for (int p = random.nextInt(4); p > 0; p--) {
        peers.add(
            new PeerState(
                new Address("sentinel-" + p, random.nextBoolean() ? "" : "10.9.0." + p, 26379),
                String.valueOf(p).repeat(40)));
      }
      MasterSettings settings =
          MasterSettings.of("m" + m, 1 + random.nextInt(5), Timings.DEFAULTS)
              .withDownAfterMillis(1 + random.nextInt(60_000))
              .withParallelSyncs(1 + random.nextInt(9))
              .withAuthPass(random.nextBoolean() ? null : "secret")
              .withNotificationScript(random.nextBoolean() ? null : "/bin/true")
              .withRenamedCommands(random.nextBoolean() ? Map.of() : Map.of("CONFIG", "x"));
      masters.add(
          new MasterState(
              settings,
              Address.ofIp("10.1.0." + m, 6379),
              random.nextInt(9),
              random.nextInt(9),
              replicas,
              peers));
    }
    SentinelSettings settings = SentinelSettings.ofPort(26379).withAnnouncePort(random.nextInt(9));
    return new DurableState("f".repeat(40), 9 + random.nextInt(9), settings, masters);
  }

  @Test
  void a_restart_at_any_moment_of_a_failover_changes_nothing_that_was_saved() {
    for (int wait = 0; wait < 30_000; wait += 1_000) {
      Scene scene = new Scene();
      scene.play("master 6379 quorum=2 failover-timeout=10000\nreplica 6380\nreplica 6381");
      scene.play("redis 6380 priority=1\npeer b 26380\nvote 26380 down=yes for=asker\nstart");
      scene.play("wait 1000\nredis 6381 obeys=no\nkill 6379\nwait " + wait);
      DurableState before = scene.sentinel().durableState();
      scene.play("restart");
      assertThat(scene.sentinel().durableState()).as("after " + wait).isEqualTo(before);
    }
  }

  @Test
  void takes_in_as_many_of_ten_thousand_replicas_as_are_allowed_in_bounded_time() {
    MasterState master =
        MasterState.fresh(
            MasterSettings.of("m", 1, Timings.DEFAULTS), Address.ofIp("10.1.0.1", 6379));
    Sentinel sentinel =
        new Sentinel(
            new DurableState("f".repeat(40), 0, SentinelSettings.ofPort(26379), List.of(master)),
            1,
            0);
    ConnectionId commands =
        sentinel.start(0).stream()
            .filter(Effect.Connect.class::isInstance)
            .map(Effect.Connect.class::cast)
            .filter(connect -> connect.purpose() == Purpose.COMMANDS)
            .findFirst()
            .orElseThrow()
            .connection();
    Effect.Send info =
        sentinel.step(new Input.LinkUp(commands, "10.1.0.9", "10.1.0.1"), 1).stream()
            .filter(Effect.Send.class::isInstance)
            .map(Effect.Send.class::cast)
            .filter(send -> send.words().equals(List.of("INFO")))
            .findFirst()
            .orElseThrow();
    StringBuilder text = new StringBuilder("role:master\r\n");
    for (int i = 0; i < 10_000; i++) {
      text.append(
          "slave%d:ip=10.2.%d.%d,port=6379,state=online\r\n".formatted(i, i / 250, i % 250));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            sentinel.step(
                new Input.Replied(commands, info.ticket(), new Reply.Text(text.toString())), 2));
    assertThat(sentinel.durableState().masters().getFirst().replicas())
        .hasSize(Bounds.MAX_REPLICAS);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> sentinel.step(new Input.Tick(), sentinel.nextDeadline()));
  }
}
