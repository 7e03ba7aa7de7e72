package dev.vedette;

import static dev.vedette.Conditions.eventually;
import static dev.vedette.Conditions.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** A vote that cannot be saved can be forgotten, and must not decide anything. */
class UnsavedVoteIT {

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  @RegisterExtension final RedisLab lab = new RedisLab();

  /** No file of the process can be larger: with 1 byte it is as on a full disk. */
  private static void limitFilesOf(RedisProcess process, String bytes) throws Exception {
    String pid = Long.toString(process.pid());
    int status =
        new ProcessBuilder(PRLIMIT.toString(), "--pid", pid, "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
  }

  private RedisProcess watching(RedisGroup group) {
    RedisProcess vedette =
        lab.vedette(
            "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
            "sentinel down-after-milliseconds mymaster 1000",
            "sentinel failover-timeout mymaster 3000");
    eventually(
        "the replica is known",
        () ->
            vedette
                .command("SENTINEL", "REPLICAS", "mymaster")
                .contains(group.replica(0).address()));
    return vedette;
  }

  private static int masterPort(RedisProcess vedette) {
    try (Jedis jedis = vedette.connect()) {
      return Integer.parseInt(jedis.sentinelGetMasterAddrByName("mymaster").get(1));
    }
  }

  private static String checkQuorum(RedisProcess vedette) {
    try {
      return vedette.command("SENTINEL", "CKQUORUM", "mymaster");
    } catch (JedisDataException e) {
      return "refused: " + e.getMessage();
    }
  }

  @Test
  void a_lonely_sentinel_with_a_full_disk_forgets_no_promotion() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "this machine cannot limit files of a process");
    RedisGroup group = lab.group(1);
    RedisProcess replica = group.replica(0);
    RedisProcess vedette = watching(group);
    assertThat(checkQuorum(vedette)).startsWith("OK");
    limitFilesOf(vedette, "1");

    group.master().kill();
    eventually(
        "it is down, or replaced already",
        () -> isDown(vedette) || masterPort(vedette) == replica.port());
    boolean promoted = isPromotedSoon(replica);
    if (promoted) {
      replica.command("SET", "written", "after the promotion");
    }
    eventually("it tells why it withholds votes", () -> checkQuorum(vedette).contains("vote"));
    group.master().start();
    vedette.kill().start();

    eventually(
        "one master",
        () ->
            group.atPort(masterPort(vedette)).orElseThrow().role().equals("master")
                && follower(group, vedette).followedPort() == masterPort(vedette));
    if (promoted) {
      assertThat(replica.command("GET", "written")).isEqualTo("after the promotion");
    }
    assertThat(checkQuorum(vedette)).startsWith("OK");
  }

  @Test
  void the_failover_begins_as_soon_as_there_is_room_again() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "this machine cannot limit files of a process");
    RedisGroup group = lab.group(1);
    RedisProcess vedette = watching(group);
    limitFilesOf(vedette, "1");
    group.master().kill();
    eventually("it withholds its vote", () -> checkQuorum(vedette).contains("vote"));

    limitFilesOf(vedette, "unlimited");

    within(
        Duration.ofSeconds(10),
        "the replica is the master",
        () -> masterPort(vedette) == group.replica(0).port());
    assertThat(group.replica(0).role()).isEqualTo("master");
  }

  private static RedisProcess follower(RedisGroup group, RedisProcess vedette) {
    return group.nodes().stream()
        .filter(node -> node.port() != masterPort(vedette))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isDown(RedisProcess vedette) {
    try (Jedis jedis = vedette.connect()) {
      return String.valueOf(jedis.sentinelMaster("mymaster").get("flags")).contains("o_down");
    }
  }

  /** Both are right, as long as nothing is forgotten: a promotion, and none. */
  private static boolean isPromotedSoon(RedisProcess replica) {
    try {
      await().atMost(Duration.ofSeconds(4)).until(() -> replica.role().equals("master"));
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }
}
