package dev.vedette.config;

import static dev.vedette.config.TestConfiguration.master;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.Limits;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisBinary;
import dev.vedette.testing.RedisLab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.SafeEncoder;

/** The same file, in turns used by Vedette and by a real {@code redis-sentinel}. */
class RealSentinelIT {

  private static final String ODD_PASSWORD = "p\"a#s s\\w'örd\t$";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;
  @RegisterExtension private final RedisLab lab = new RedisLab();

  @Test
  void a_file_that_redis_wrote_is_taken_over_and_handed_back() throws IOException {
    var group = lab.group(1);
    var configuration = new TestConfiguration(folder);
    int port = FreePorts.next();
    configuration.write(
        """
        # watch this
        port %d
        bind 127.0.0.1
        dir "%s"
        sentinel monitor mymaster 127.0.0.1 %d 1

        sentinel down-after-milliseconds mymaster 5000
        SENTINEL resolve-hostnames no
        """
            .formatted(port, folder, group.master().port()));
    String myId;
    try (var real = lab.sentinel(configuration.file(), port).start();
        var client = real.connect()) {
      myId = text(sentinel(client, "MYID"));
      await().atMost(LIMIT).until(() -> configuration.content().contains("known-replica"));
      assertThat(text(sentinel(client, "SET", "mymaster", "parallel-syncs", "3"))).isEqualTo("OK");
      assertThat(text(sentinel(client, "SET", "mymaster", "rename-command", "CONFIG", "CONFIG")))
          .isEqualTo("OK");
      real.terminate();
    }

    var loaded = configuration.open();
    var state = loaded.settings().state();
    try (var file = loaded.stateFile()) {
      file.save(
          new DurableState(
              state.myId(),
              5,
              state.settings(),
              List.of(moved(master(state, "mymaster"), group.replicas().getFirst().port()))));
    }

    assertThat(state.myId()).isEqualTo(myId);
    assertThat(master(state, "mymaster").settings().parallelSyncs()).isEqualTo(3);
    assertThat(master(state, "mymaster").replicas())
        .containsExactly(Address.ofIp("127.0.0.1", group.replicas().getFirst().port()));
    assertThat(configuration.content()).startsWith("# watch this\nport " + port + "\n");
    var real = lab.sentinel(configuration.file(), port).start();
    try (var client = real.connect()) {
      assertThat(text(sentinel(client, "MYID"))).isEqualTo(myId);
      assertThat(fieldsOf(client, "mymaster"))
          .containsEntry("port", Integer.toString(group.replicas().getFirst().port()))
          .containsEntry("config-epoch", "5")
          .containsEntry("down-after-milliseconds", "5000")
          .containsEntry("parallel-syncs", "3")
          .containsEntry("num-slaves", "1");
    }
  }

  private static MasterState moved(MasterState master, int port) {
    return new MasterState(
        master.settings(),
        Address.ofIp("127.0.0.1", port),
        5,
        5,
        List.of(master.address()),
        master.peers());
  }

  static Stream<Path> sentinels() {
    return Stream.of(RedisBinary.server(), RedisBinary.embedded62())
        .filter(RealSentinelIT::runsHere);
  }

  /** The old one needs a library that newer systems may lack. */
  private static boolean runsHere(Path binary) {
    try {
      return new ProcessBuilder(binary.toString(), "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("sentinels")
  void whatever_is_written_loads_in_redis(Path binary) throws IOException {
    var real = lab.closing(new RedisLab(binary));
    var configuration = new TestConfiguration(folder);
    int port = FreePorts.next();
    configuration.write("port " + port + "\nbind 127.0.0.1\nuser alice on nopass +@all\n");
    var loaded = configuration.open();
    try (var file = loaded.stateFile()) {
      file.serverLines("user", List.of(List.of("default", "on", "nopass", "~*", "&*", "+@all")));
      file.serverLines("loglevel", List.of(List.of("verbose")));
      file.save(everything(loaded.settings().state()));
    }

    var process = real.sentinel(configuration.file(), port).start();
    try (var client = process.connect()) {
      assertThat(text(sentinel(client, "MYID"))).isEqualTo(loaded.settings().state().myId());
      assertThat(fieldsOf(client, "odd:name/ü"))
          .containsEntry("ip", "127.0.0.1")
          .containsEntry("port", "6390")
          .containsEntry("quorum", "3")
          .containsEntry("failover-timeout", "2147483647")
          .containsEntry("down-after-milliseconds", "1234")
          .containsEntry("parallel-syncs", "2")
          .containsEntry("notification-script", "/bin/true")
          .containsEntry("client-reconfig-script", "/bin/true")
          .containsEntry("config-epoch", "8")
          .containsEntry("num-slaves", "2")
          .containsEntry("num-other-sentinels", "2");
      assertThat(fieldsOf(client, "plain")).containsEntry("down-after-milliseconds", "30000");
      assertThat(process.info("sentinel_masters")).isEqualTo("2");
    }
    process.terminate();

    var again = master(configuration.load().state(), "odd:name/ü");
    assertThat(again.leaderEpoch()).isEqualTo(9);
    assertThat(again.peers()).hasSize(2);
  }

  private static DurableState everything(DurableState state) {
    var settings =
        MasterSettings.of("odd:name/ü", 3, Timings.DEFAULTS)
            .withDownAfterMillis(1_234)
            .withFailoverTimeoutMillis(Limits.MAX_MILLIS)
            .withParallelSyncs(2)
            .withNotificationScript("/bin/true")
            .withClientReconfigScript("/bin/true")
            .withAuthUser("us er")
            .withAuthPass(ODD_PASSWORD)
            .withRenamedCommands(Map.of("CONFIG", "x y", "SLAVEOF", "z"));
    var odd =
        new MasterState(
            settings,
            Address.ofIp("127.0.0.1", 6390),
            8,
            9,
            List.of(Address.ofIp("127.0.0.1", 6391), Address.ofIp("::1", 6392)),
            List.of(
                new PeerState(Address.ofIp("127.0.0.1", 26391), "a".repeat(40)),
                new PeerState(Address.ofIp("127.0.0.1", 0), "b".repeat(40))));
    var plain =
        MasterState.fresh(
            MasterSettings.of("plain", 1, Timings.DEFAULTS), Address.ofIp("::1", 6393));
    return new DurableState(
        state.myId(),
        9,
        state
            .settings()
            .withAnnounceIp("127.0.0.1")
            .withAnnouncePort(26999)
            .withDenyScriptsReconfig(false)
            .withSentinelUser("us er")
            .withSentinelPass(ODD_PASSWORD),
        List.of(odd, plain));
  }

  @Test
  void a_password_with_odd_characters_means_the_same_to_both() throws IOException {
    var node = lab.redis();
    try (var client = node.connect()) {
      client.configSet("requirepass", ODD_PASSWORD);
    }
    var configuration = new TestConfiguration(folder);
    int port = FreePorts.next();
    configuration.write("port " + port + "\nsentinel monitor m 127.0.0.1 " + node.port() + " 1\n");
    var loaded = configuration.open();
    try (var file = loaded.stateFile()) {
      var state = loaded.settings().state();
      var settings = master(state, "m").settings().withAuthPass(ODD_PASSWORD);
      file.save(
          new DurableState(
              state.myId(),
              0,
              state.settings(),
              List.of(MasterState.fresh(settings, Address.ofIp("127.0.0.1", node.port())))));
    }

    assertThat(master(configuration.load().state(), "m").settings().authPass())
        .isEqualTo(ODD_PASSWORD);
    var real = lab.sentinel(configuration.file(), port).start();
    try (var client = real.connect()) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(fieldsOf(client, "m").getOrDefault("runid", "")).hasSize(40));
    }
  }

  @Test
  void taking_turns_does_not_make_the_file_grow() {
    var configuration = new TestConfiguration(folder);
    int port = FreePorts.next();
    configuration.write(
        "# mine\nport "
            + port
            + "\nsentinel monitor m 127.0.0.1 6390 1\n"
            + "sentinel auth-pass m secret\nsentinel announce-ip 127.0.0.1\n");
    long lines = 0;
    for (int turn = 0; turn < 4; turn++) {
      configuration.load();
      var real = lab.sentinel(configuration.file(), port).start();
      try (var client = real.connect()) {
        assertThat(text(sentinel(client, "FLUSHCONFIG"))).isEqualTo("OK");
      }
      real.terminate();
      long now = configuration.content().lines().filter(line -> !line.isBlank()).count();
      assertThat(turn == 0 ? now : lines).isEqualTo(now);
      lines = now;
    }
    assertThat(configuration.content()).startsWith("# mine\n");
  }

  @Test
  void every_directive_of_a_redis_server_is_known() {
    var node = lab.redis();
    try (var client = node.connect()) {
      var unknown =
          client.configGet("*").keySet().stream()
              .filter(directive -> !KnownDirectives.contains(directive))
              .toList();
      assertThat(unknown).isEmpty();
    }
  }

  private static Object sentinel(Jedis client, String... words) {
    return client.sendCommand(Protocol.Command.SENTINEL, words);
  }

  private static Map<String, String> fieldsOf(Jedis client, String name) {
    var fields = new HashMap<String, String>();
    if (sentinel(client, "MASTER", name) instanceof List<?> pairs) {
      for (int i = 0; i < pairs.size(); i += 2) {
        fields.put(text(pairs.get(i)), text(pairs.get(i + 1)));
      }
    }
    return fields;
  }

  private static String text(Object reply) {
    return SafeEncoder.encode((byte[]) reply);
  }
}
