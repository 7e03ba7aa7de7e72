package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

/** Vedette as a process: how it starts, ends, crashes and comes back. */
class VedetteProcessIT {

  @RegisterExtension final RedisLab lab = new RedisLab();

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what).atMost(VedetteNode.PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  private static String[] watching(RedisGroup group) {
    return new String[] {
      "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1",
      "sentinel down-after-milliseconds mymaster 1500",
      "sentinel failover-timeout mymaster 4000"
    };
  }

  private static Object sentinel(RedisProcess vedette, String... words) {
    try (Jedis jedis = vedette.connect()) {
      return SafeEncoder.encodeObject(jedis.sendCommand(Protocol.Command.SENTINEL, words));
    }
  }

  /** Where it sends clients, 0 while it does not answer. */
  private static int masterPort(RedisProcess vedette) {
    try (Jedis jedis = vedette.connect()) {
      return Integer.parseInt(jedis.sentinelGetMasterAddrByName("mymaster").get(1));
    } catch (JedisException e) {
      return 0;
    }
  }

  private static void awaitReplicas(RedisProcess vedette, int count) {
    eventually(
        "replicas are known",
        () -> {
          try (Jedis jedis = vedette.connect()) {
            return jedis.sentinelReplicas("mymaster").size() == count;
          }
        });
  }

  @Test
  void sigterm_ends_it_in_order_within_five_seconds_with_exit_code_0() {
    RedisGroup group = lab.group(1);
    RedisProcess vedette = lab.vedette(watching(group));
    awaitReplicas(vedette, 1);
    long start = System.nanoTime();

    vedette.signal("TERM");

    assertThat(vedette.awaitEnd()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(vedette.logText()).contains("Received SIGTERM").contains("bye bye");
  }

  @Test
  void shutdown_over_the_port_ends_it_with_exit_code_0() {
    RedisProcess vedette = lab.vedette();

    try (Jedis jedis = vedette.connect()) {
      jedis.shutdown();
    } catch (JedisException e) {
      assertThat(e).hasMessageContaining("");
    }

    assertThat(vedette.awaitEnd()).isZero();
  }

  @Test
  void sighup_is_ignored() {
    RedisProcess vedette = lab.vedette();

    vedette.signal("HUP");

    await()
        .during(Duration.ofSeconds(1))
        .atMost(VedetteNode.PATIENCE)
        .until(() -> vedette.isAlive() && vedette.info("redis_mode").equals("sentinel"));
  }

  @Test
  void daemonize_puts_it_into_the_background_with_its_pid_in_the_pidfile() throws IOException {
    int port = FreePorts.next();
    Path pidFile = lab.folder().resolve("vedette.pid");
    Path log = lab.folder().resolve("background.log");
    lab.showOnFailure(log);
    Path file = lab.sentinelFile(port, "daemonize yes", "pidfile " + pidFile, "logfile " + log);

    RedisProcess parent = lab.vedette(file, port, "--vedette.admin.enabled=false").launch();

    assertThat(parent.awaitEnd()).isZero();
    eventually("it tells its pid", () -> Files.exists(pidFile) && Files.size(pidFile) > 0);
    ProcessHandle background =
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).orElseThrow();
    lab.closing(background::destroyForcibly);
    assertThat(parent.info("process_id")).isEqualTo(Long.toString(background.pid()));

    assertThat(background.destroy()).isTrue();
    eventually("it ends", () -> !background.isAlive());
    assertThat(pidFile).doesNotExist();
    assertThat(log).content().contains("bye bye");
  }

  @Test
  void a_bad_line_stops_the_start_with_file_number_line_and_reason() throws IOException {
    int port = FreePorts.next();
    Path file = lab.sentinelFile(port, "sentinel monitor mymaster 127.0.0.1 99999 1");
    String before = Files.readString(file);

    RedisProcess vedette = lab.vedette(file, port).launch();

    assertThat(vedette.awaitEnd()).isEqualTo(1);
    assertThat(vedette.logText())
        .contains("Vedette cannot start")
        .contains(file + ", line 3")
        .contains("sentinel monitor mymaster 127.0.0.1 99999 1")
        .contains("65535")
        .doesNotContain("\tat ");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void a_port_in_use_stops_the_start_with_a_clear_error() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Path file = lab.sentinelFile(port);

      RedisProcess vedette = lab.vedette(file, port).launch();

      assertThat(vedette.awaitEnd()).isEqualTo(1);
      assertThat(vedette.logText())
          .contains("Vedette cannot start")
          .contains(Integer.toString(port))
          .doesNotContain("\tat ");
    }
  }

  @Test
  void a_crash_after_the_promotion_is_picked_up_by_the_next_start() {
    RedisGroup group = lab.group(2);
    RedisProcess vedette = lab.vedette(watching(group));
    awaitReplicas(vedette, 2);
    sentinel(vedette, "SIMULATE-FAILURE", "crash-after-promotion");

    group.master().kill();
    assertThat(vedette.awaitEnd()).isEqualTo(99);
    vedette.start();

    eventually(
        "it sends clients to a new master",
        () -> masterPort(vedette) > 0 && masterPort(vedette) != group.master().port());
    RedisProcess promoted = group.atPort(masterPort(vedette)).orElseThrow();
    assertThat(promoted.role()).isEqualTo("master");
    eventually(
        "the other replica follows it",
        () ->
            group.replicas().stream()
                .filter(replica -> !replica.equals(promoted))
                .allMatch(replica -> replica.followedPort() == promoted.port()));
  }

  @Test
  void a_crash_after_the_election_leads_to_another_attempt_after_the_next_start() {
    RedisGroup group = lab.group(1);
    RedisProcess vedette = lab.vedette(watching(group));
    awaitReplicas(vedette, 1);
    sentinel(vedette, "SIMULATE-FAILURE", "crash-after-election");

    group.master().kill();
    assertThat(vedette.awaitEnd()).isEqualTo(99);
    assertThat(group.replica(0).role()).isEqualTo("slave");
    vedette.start();

    eventually("the replica is the master", () -> masterPort(vedette) == group.replica(0).port());
    assertThat(group.replica(0).role()).isEqualTo("master");
  }

  @Test
  void kill_minus_9_in_the_middle_of_a_failover_loses_nothing() {
    RedisGroup group = lab.group(2);
    RedisProcess vedette = lab.vedette(watching(group));
    awaitReplicas(vedette, 2);
    Object id = sentinel(vedette, "MYID");

    group.master().kill();
    eventually("a failover has begun", () -> vedette.logText().contains("+try-failover"));
    vedette.kill().start();

    assertThat(sentinel(vedette, "MYID")).isEqualTo(id);
    eventually(
        "it sends clients to a new master",
        () -> masterPort(vedette) > 0 && masterPort(vedette) != group.master().port());
    assertThat(group.atPort(masterPort(vedette)).orElseThrow().role()).isEqualTo("master");
  }

  @Test
  void the_rewritten_file_starts_redis_sentinel_and_then_vedette_again() throws IOException {
    RedisGroup group = lab.group(1);
    int port = FreePorts.next();
    Path file = lab.sentinelFile(port, watching(group));
    RedisProcess vedette = lab.vedette(file, port, "--vedette.admin.enabled=false").start();
    awaitReplicas(vedette, 1);
    Object id = sentinel(vedette, "MYID");
    group.master().kill();
    eventually("the failover is over", () -> masterPort(vedette) == group.replica(0).port());
    eventually(
        "it is on disk", () -> Files.readString(file).contains("" + group.replica(0).port()));
    vedette.terminate();

    RedisProcess original = lab.sentinel(file, port).start();
    assertThat(sentinel(original, "MYID")).isEqualTo(id);
    assertThat(masterPort(original)).isEqualTo(group.replica(0).port());
    awaitReplicas(original, 1);
    assertThat(sentinel(original, "FLUSHCONFIG")).isEqualTo("OK");
    original.terminate();

    vedette.start();
    assertThat(sentinel(vedette, "MYID")).isEqualTo(id);
    assertThat(masterPort(vedette)).isEqualTo(group.replica(0).port());
    awaitReplicas(vedette, 1);
  }

  @Test
  void with_the_admin_port_taken_it_watches_and_fails_over_until_the_port_is_free()
      throws IOException {
    RedisGroup group = lab.group(1);
    int port = FreePorts.next();
    Path file = lab.sentinelFile(port, watching(group));
    RedisProcess vedette;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String property = "--server.port=" + taken.getLocalPort();
      RedisProcess started = lab.vedette(file, port, property).start();
      vedette = started;
      awaitReplicas(vedette, 1);

      eventually("INFO tells it", () -> started.info("admin_side").equals("down"));
      assertThat(vedette.info("admin_side_detail")).contains("" + taken.getLocalPort());
      String plan = "is started again once port " + taken.getLocalPort() + " is free";
      eventually("the log tells it", () -> started.logText().contains(plan));
      assertThat(vedette.logText())
          .contains("The admin side (REST, metrics, journal) cannot start");
      group.master().kill();

      eventually("the failover is over", () -> masterPort(started) == group.replica(0).port());
    }
    await("the admin side is up")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> vedette.info("admin_side"), "up"::equals);
  }
}
