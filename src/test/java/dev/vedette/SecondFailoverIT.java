package dev.vedette;

import static dev.vedette.Conditions.eventually;
import static dev.vedette.Conditions.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes right after a failover, or into the middle of one. */
class SecondFailoverIT {

  /** Detection, an election and a promotion, twice, on a busy machine. */
  private static final Duration TWO_FAILOVERS = Duration.ofSeconds(30);

  @RegisterExtension final RedisLab lab = new RedisLab();

  @Test
  void failovers_ordered_one_right_after_the_other_lose_no_key() {
    RedisGroup group = lab.group(1);
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);
    assertThat(node.request(new Request.Failover("mymaster", false)))
        .isInstanceOf(Answer.FailoverStarted.class);
    eventually("the first is over", () -> node.masterPort() == group.replica(0).port());
    group.replica(0).command("SET", "after", "the first");
    // A moment later, or as soon as the old master has it.
    group.replica(0).command("WAIT", "1", "700");

    // Refused, or granted because the old master follows and has the key: both are right.
    within(
        TWO_FAILOVERS,
        "the second is granted",
        () ->
            node.request(new Request.Failover("mymaster", false))
                instanceof Answer.FailoverStarted);
    node.awaitEvents(EventType.SWITCH_MASTER, 2);

    RedisProcess master = group.atPort(node.masterPort()).orElseThrow();
    assertThat(master).isEqualTo(group.master());
    assertThat(master.command("GET", "after")).isEqualTo("the first");
    eventually("the other follows", () -> group.replica(0).followedPort() == master.port());
    assertThat(group.replica(0).command("GET", "after")).isEqualTo("the first");
  }

  @Test
  void a_reset_while_the_master_is_dead_does_not_forget_who_can_take_its_place() {
    RedisGroup group = lab.group(1);
    List<VedetteNode> fleet =
        Stream.generate(() -> VedetteNode.watching(lab, group, 2)).limit(3).toList();
    for (VedetteNode node : fleet) {
      node.awaitReplicas(1);
      eventually("it knows the others", () -> node.master().peers().size() == 2);
    }

    group.master().kill();
    for (VedetteNode node : fleet) {
      assertThat(node.request(new Request.Reset("*"))).isEqualTo(new Answer.Count(1));
    }

    for (VedetteNode node : fleet) {
      within(
          TWO_FAILOVERS,
          "it sends clients to the replica",
          () -> node.masterPort() == group.replica(0).port());
    }
    assertThat(group.replica(0).role()).isEqualTo("master");
  }

  @Test
  void a_promoted_node_that_dies_at_once_is_followed_by_the_next() {
    RedisGroup group = lab.group(2);
    RedisProcess preferred = group.replica(0);
    RedisProcess last = group.replica(1);
    last.command("CONFIG", "SET", "replica-priority", "200");
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(2);
    eventually(
        "priorities are known",
        () -> node.replica(last).filter(view -> view.priority() == 200).isPresent());
    // On the engine's own thread: it is dead before anything else can happen.
    node.engine()
        .addListener(
            published -> {
              if (published.event().type() == EventType.PROMOTED_SLAVE && preferred.isAlive()) {
                preferred.kill();
              }
            },
            0);

    group.master().kill();

    within(
        TWO_FAILOVERS,
        "the last one is the master",
        () -> node.masterPort() == last.port() && last.role().equals("master"));
    preferred.start();
    group.master().start();
    for (RedisProcess returned : List.of(preferred, group.master())) {
      eventually("it follows", () -> returned.followedPort() == last.port());
    }
  }
}
