package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisBinary;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/**
 * Vedettes and real sentinels watch the same master: with the {@code redis-sentinel} of the machine
 * and with that of Redis 6.2.
 */
class MixedGroupIT {

  private static final String NEVER = "600000";

  @RegisterExtension final RedisLab lab = new RedisLab();
  @RegisterExtension final RedisLab olderLab = new RedisLab(RedisBinary.embedded62());

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what).atMost(VedetteNode.PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  private static String[] lines(RedisGroup group, int quorum, String downAfterMillis) {
    return new String[] {
      "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " " + quorum,
      "sentinel down-after-milliseconds mymaster " + downAfterMillis,
      "sentinel failover-timeout mymaster 4000"
    };
  }

  private static int masterPort(RedisProcess sentinel) {
    try (Jedis jedis = sentinel.connect()) {
      return Integer.parseInt(jedis.sentinelGetMasterAddrByName("mymaster").get(1));
    }
  }

  private static List<Map<String, String>> peers(RedisProcess sentinel) {
    try (Jedis jedis = sentinel.connect()) {
      return jedis.sentinelSentinels("mymaster");
    }
  }

  private static String masterField(RedisProcess sentinel, String field) {
    try (Jedis jedis = sentinel.connect()) {
      return String.valueOf(jedis.sentinelMaster("mymaster").get(field));
    }
  }

  private static void awaitAcquaintance(List<VedetteNode> vedettes, List<RedisProcess> sentinels) {
    int others = vedettes.size() + sentinels.size() - 1;
    for (VedetteNode node : vedettes) {
      eventually(
          "the Vedette knows everyone",
          () ->
              node.master().peers().stream().filter(p -> p.instance().connected()).count() == others
                  && node.master().replicas().size() == 1);
    }
    for (RedisProcess sentinel : sentinels) {
      eventually(
          "the real sentinel knows everyone",
          () ->
              peers(sentinel).size() == others && masterField(sentinel, "num-slaves").equals("1"));
    }
  }

  private static void awaitAgreement(
      int port, List<VedetteNode> vedettes, List<RedisProcess> sentinels) {
    for (VedetteNode node : vedettes) {
      eventually("the Vedette knows the new master", () -> node.masterPort() == port);
    }
    for (RedisProcess sentinel : sentinels) {
      eventually("the real sentinel knows the new master", () -> masterPort(sentinel) == port);
    }
    String epoch = Long.toString(vedettes.getFirst().master().configEpoch());
    for (VedetteNode node : vedettes) {
      assertThat(node.master().configEpoch()).hasToString(epoch);
    }
    for (RedisProcess sentinel : sentinels) {
      assertThat(masterField(sentinel, "config-epoch")).isEqualTo(epoch);
    }
  }

  private static long leaders(List<VedetteNode> vedettes) {
    return vedettes.stream().filter(node -> node.saw(EventType.PROMOTED_SLAVE)).count();
  }

  private static long realLeaders(List<RedisProcess> sentinels) {
    return sentinels.stream().filter(s -> s.logText().contains("+promoted-slave")).count();
  }

  @Test
  void two_vedettes_lead_and_a_real_sentinel_follows() {
    RedisGroup group = lab.group(1);
    List<VedetteNode> vedettes =
        List.of(VedetteNode.watching(lab, group, 2), VedetteNode.watching(lab, group, 2));
    List<RedisProcess> sentinels = List.of(lab.sentinel(lines(group, 2, NEVER)));
    awaitAcquaintance(vedettes, sentinels);

    group.master().kill();

    awaitAgreement(group.replica(0).port(), vedettes, sentinels);
    assertThat(leaders(vedettes)).isEqualTo(1);
    assertThat(sentinels.getFirst().logText()).contains("+vote-for-leader", "+config-update-from");
  }

  @Test
  void two_real_sentinels_lead_and_a_vedette_votes_and_follows() {
    RedisGroup group = lab.group(1);
    List<VedetteNode> vedettes = List.of(VedetteNode.start(lab, lines(group, 2, NEVER)));
    List<RedisProcess> sentinels =
        List.of(lab.sentinel(lines(group, 2, "1500")), lab.sentinel(lines(group, 2, "1500")));
    awaitAcquaintance(vedettes, sentinels);

    group.master().kill();

    awaitAgreement(group.replica(0).port(), vedettes, sentinels);
    assertThat(realLeaders(sentinels)).isEqualTo(1);
    assertThat(vedettes.getFirst().lines())
        .anyMatch(line -> line.startsWith("+vote-for-leader"))
        .anyMatch(line -> line.startsWith("+config-update-from"));
  }

  @Test
  void five_of_three_kinds_agree_on_one_leader_and_one_epoch() {
    RedisGroup group = lab.group(1);
    List<VedetteNode> vedettes =
        List.of(VedetteNode.watching(lab, group, 3), VedetteNode.watching(lab, group, 3));
    List<RedisProcess> sentinels =
        List.of(
            lab.sentinel(lines(group, 3, "1500")),
            olderLab.sentinel(lines(group, 3, "1500")),
            olderLab.sentinel(lines(group, 3, "1500")));
    awaitAcquaintance(vedettes, sentinels);

    group.master().kill();

    awaitAgreement(group.replica(0).port(), vedettes, sentinels);
    assertThat(leaders(vedettes) + realLeaders(sentinels)).isEqualTo(1);
  }

  @Test
  void a_failover_ordered_from_either_kind_is_seen_by_the_other() {
    RedisGroup group = lab.group(1);
    List<VedetteNode> vedettes = List.of(VedetteNode.watching(lab, group, 2));
    List<RedisProcess> sentinels = List.of(olderLab.sentinel(lines(group, 2, "1500")));
    awaitAcquaintance(vedettes, sentinels);
    int first = group.master().port();
    int second = group.replica(0).port();

    assertThat(vedettes.getFirst().request(new Request.Failover("mymaster", false)))
        .isInstanceOf(Answer.FailoverStarted.class);
    awaitAgreement(second, vedettes, sentinels);
    eventually("the old master follows", () -> group.master().followedPort() == second);
    eventually(
        "the real sentinel finds it good enough",
        () -> {
          try (Jedis jedis = sentinels.getFirst().connect()) {
            return jedis.sentinelFailover("mymaster").equals("OK");
          } catch (redis.clients.jedis.exceptions.JedisDataException notYet) {
            return false;
          }
        });

    awaitAgreement(first, vedettes, sentinels);
  }

  @Test
  void a_new_address_is_learnt_both_ways() throws IOException {
    RedisGroup group = lab.group(1);
    VedetteNode vedette = VedetteNode.watching(lab, group, 2);
    RedisProcess sentinel = lab.sentinel(lines(group, 2, NEVER));
    awaitAcquaintance(List.of(vedette), List.of(sentinel));
    String realId = vedette.master().peers().getFirst().instance().runId();

    vedette.close();
    int newPort = FreePorts.next();
    moveTo(vedette.file(), vedette.port(), newPort);
    VedetteNode moved = VedetteNode.takeOver(lab, vedette.file(), newPort);
    eventually(
        "the real sentinel learns where the Vedette is",
        () -> Integer.toString(newPort).equals(peers(sentinel).getFirst().get("port")));
    assertThat(peers(sentinel)).hasSize(1);
    assertThat(sentinel.logText()).contains("+sentinel-address-switch");

    sentinel.terminate();
    Path file = lab.folder().resolve("sentinel-" + sentinel.port() + ".conf");
    int anotherPort = FreePorts.next();
    moveTo(file, sentinel.port(), anotherPort);
    RedisProcess movedSentinel = lab.sentinel(file, anotherPort).start();
    eventually(
        "the Vedette learns where the real sentinel is",
        () ->
            moved.master().peers().size() == 1
                && moved.master().peers().getFirst().instance().address().port() == anotherPort);
    assertThat(moved.master().peers().getFirst().instance().runId()).isEqualTo(realId);
    assertThat(moved.saw(EventType.SENTINEL_ADDRESS_SWITCH)).isTrue();
    assertThat(movedSentinel.isAlive()).isTrue();
  }

  private static void moveTo(Path file, int oldPort, int newPort) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains("port " + oldPort);
    Files.writeString(file, text.replace("port " + oldPort, "port " + newPort));
  }

  /** The story of docs/migrating-from-redis-sentinel.md, there and back again. */
  @Test
  void a_group_is_replaced_one_by_one_while_the_master_fails_over_and_back_again() {
    RedisGroup group = lab.group(1);
    List<RedisProcess> sentinels = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sentinels.add(lab.sentinel(lines(group, 2, "1500")));
    }
    awaitAcquaintance(List.of(), sentinels);
    List<String> ids = sentinels.stream().map(MixedGroupIT::myId).toList();

    List<VedetteNode> vedettes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      vedettes.add(replaceByVedette(sentinels.removeFirst()));
    }
    awaitAcquaintance(vedettes, sentinels);
    group.master().kill();
    awaitAgreement(group.replica(0).port(), vedettes, sentinels);
    vedettes.add(replaceByVedette(sentinels.removeFirst()));
    eventually(
        "three Vedettes know each other",
        () -> vedettes.stream().allMatch(v -> v.master().peers().size() == 2));
    assertThat(vedettes.stream().map(v -> v.view().myId())).containsExactlyElementsOf(ids);
    assertThat(vedettes)
        .allSatisfy(v -> assertThat(v.masterPort()).isEqualTo(group.replica(0).port()));

    while (!vedettes.isEmpty()) {
      VedetteNode leaving = vedettes.removeFirst();
      leaving.close();
      sentinels.add(lab.sentinel(leaving.file(), leaving.port()).start());
    }
    for (RedisProcess sentinel : sentinels) {
      eventually("it knows the others", () -> peers(sentinel).size() == 2);
      assertThat(masterPort(sentinel)).isEqualTo(group.replica(0).port());
    }
    assertThat(sentinels.stream().map(MixedGroupIT::myId)).containsExactlyElementsOf(ids);
  }

  private static String myId(RedisProcess sentinel) {
    try (Jedis jedis = sentinel.connect()) {
      return jedis.sentinelMyId();
    }
  }

  private VedetteNode replaceByVedette(RedisProcess sentinel) {
    sentinel.terminate();
    Path file = lab.folder().resolve("sentinel-" + sentinel.port() + ".conf");
    return VedetteNode.takeOver(lab, file, sentinel.port());
  }
}
