package dev.vedette;

import static dev.vedette.Conditions.always;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** After a switch there is one master: the old one obeys, or everybody can see that it does not. */
class DisobedientNodeIT {

  @RegisterExtension final RedisLab lab = new RedisLab();

  private static void failOver(VedetteNode node, RedisProcess promoted) {
    assertThat(node.request(new Request.Failover("mymaster", false)))
        .isInstanceOf(Answer.FailoverStarted.class);
    node.awaitEvent(EventType.SWITCH_MASTER);
    assertThat(node.masterPort()).isEqualTo(promoted.port());
  }

  @Test
  void an_old_master_whose_memory_is_full_becomes_a_replica() {
    RedisGroup group = lab.group(1);
    RedisProcess old = group.master().fill(20_000, 200);
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);
    eventually("the replica has it all", () -> group.replica(0).keys() == 20_000);
    old.command("CONFIG", "SET", "maxmemory", "3mb");

    failOver(node, group.replica(0));

    within(
        Duration.ofSeconds(10),
        "the old master follows",
        () -> old.followedPort() == group.replica(0).port());
    assertThat(group.replica(0).keys()).isEqualTo(20_000);
    eventually(
        "it is a good replica", () -> node.verdict(old).filter(v -> v.rank() == 1).isPresent());
  }

  @Test
  void an_old_master_that_cannot_be_ordered_anything_is_named_and_is_no_candidate() {
    RedisProcess stubborn =
        lab.redis("--rename-command", "SLAVEOF", "", "--rename-command", "REPLICAOF", "");
    RedisProcess replica = lab.replicaOf(stubborn, null);
    RedisGroup group = new RedisGroup(stubborn, List.of(replica)).awaitReplication();
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);

    failOver(node, replica);
    replica.command("SET", "after", "the switch");

    eventually(
        "it is named with what it refuses",
        () ->
            node.lines().stream()
                .anyMatch(line ->
                    line.startsWith("+node-refuses")
                        && line.contains(Integer.toString(stubborn.port()))));
    always(
        Duration.ofSeconds(5),
        "it is no candidate",
        () ->
            node.request(new Request.Failover("mymaster", false)) instanceof Answer.NoGoodReplica);
    assertThat(stubborn.role()).isEqualTo("master");
    assertThat(node.masterPort()).isEqualTo(replica.port());
    assertThat(replica.command("GET", "after")).isEqualTo("the switch");
  }

  @Test
  void an_old_master_takes_no_more_writes_soon_after_the_switch() {
    RedisGroup group = lab.group(1);
    VedetteNode node = VedetteNode.watching(lab, group, 1).awaitReplicas(1);
    assertThat(node.request(new Request.Failover("mymaster", false)))
        .isInstanceOf(Answer.FailoverStarted.class);

    long lastWrite = writeUntilRefused(group.master());
    node.awaitEvent(EventType.PROMOTED_SLAVE);

    long promoted =
        node.events().stream()
            .filter(published -> published.event().type() == EventType.PROMOTED_SLAVE)
            .mapToLong(published -> published.nanos())
            .findFirst()
            .orElseThrow();
    // 100 ms on a calm machine; what a patient sentinel needs is two seconds and more.
    assertThat(Duration.ofNanos(lastWrite - promoted)).isLessThan(Duration.ofMillis(700));
    eventually("it follows", () -> group.master().followedPort() == group.replica(0).port());
  }

  /** Writes as a client that stays with an address, and returns when it last succeeded. */
  private static long writeUntilRefused(RedisProcess node) {
    long end = System.nanoTime() + VedetteNode.PATIENCE.toNanos();
    AtomicLong lastWrite = new AtomicLong();
    while (System.nanoTime() < end) {
      if (isRefusedWhileWriting(node, end, lastWrite)) {
        return lastWrite.get();
      }
    }
    throw new AssertionError(node.name() + " takes writes for ever");
  }

  /** False when the connection broke: such a client comes back to the address that it knows. */
  private static boolean isRefusedWhileWriting(RedisProcess node, long end, AtomicLong lastWrite) {
    try (Jedis jedis = node.connect()) {
      while (System.nanoTime() < end) {
        jedis.set("written", "x");
        lastWrite.set(System.nanoTime());
      }
      return false;
    } catch (JedisDataException readOnly) {
      return true;
    } catch (JedisConnectionException killed) {
      return false;
    }
  }
}
