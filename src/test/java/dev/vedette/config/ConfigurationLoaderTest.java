package dev.vedette.config;

import static dev.vedette.config.TestConfiguration.master;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {

  private static final String PEER = "c5b3bbf8e0f2b3c1a8f1d2e3f4a5b6c7d8e9f0a1";

  @TempDir private Path folder;
  private TestConfiguration configuration = new TestConfiguration(Path.of("unused"));

  @BeforeEach
  void prepare() {
    configuration = new TestConfiguration(folder);
  }

  @Test
  void three_lines_are_enough() {
    var settings =
        configuration
            .write("port 26400\nsentinel monitor mymaster 127.0.0.1 6379 1\n\n# that is all\n")
            .load();

    assertThat(settings.resp().port()).isEqualTo(26400);
    assertThat(settings.state().settings().port()).isEqualTo(26400);
    var master = master(settings.state(), "mymaster");
    assertThat(master.address()).isEqualTo(Address.ofIp("127.0.0.1", 6379));
    assertThat(master.settings().quorum()).isEqualTo(1);
    assertThat(master.settings().downAfterMillis()).isEqualTo(30_000);
    assertThat(master.settings().failoverTimeoutMillis()).isEqualTo(180_000);
    assertThat(master.settings().parallelSyncs()).isEqualTo(1);
    assertThat(settings.state().settings().denyScriptsReconfig()).isTrue();
    assertThat(settings.resp().protectedMode()).isFalse();
    assertThat(settings.stateFile()).isEqualTo(configuration.file());
  }

  @Test
  void every_option_of_a_master_is_read() throws IOException {
    var script = Files.writeString(folder.resolve("notify.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    var settings =
        configuration
            .write(
                """
                dir "%s"
                sentinel monitor m 127.0.0.1 6379 2
                sentinel down-after-milliseconds m 5000
                sentinel failover-timeout m 60000
                sentinel parallel-syncs m 3
                sentinel notification-script m notify.sh
                sentinel client-reconfig-script m "%s"
                sentinel auth-pass m "s3cr\\"et #1"
                sentinel auth-user m watcher
                sentinel master-reboot-down-after-period m 7000
                sentinel rename-command m config "GUESS-me"
                """
                    .formatted(folder, script))
            .load();

    var options = master(settings.state(), "m").settings();
    assertThat(options.downAfterMillis()).isEqualTo(5_000);
    assertThat(options.failoverTimeoutMillis()).isEqualTo(60_000);
    assertThat(options.parallelSyncs()).isEqualTo(3);
    assertThat(options.notificationScript()).isEqualTo("notify.sh");
    assertThat(options.clientReconfigScript()).isEqualTo(script.toString());
    assertThat(options.authPass()).isEqualTo("s3cr\"et #1");
    assertThat(options.authUser()).isEqualTo("watcher");
    assertThat(options.masterRebootDownAfterMillis()).isEqualTo(7_000);
    assertThat(options.renamedCommands()).isEqualTo(Map.of("CONFIG", "GUESS-me"));
    assertThat(settings.workingDirectory()).isEqualTo(folder);
  }

  @Test
  void every_option_of_the_sentinel_is_read() {
    var settings =
        configuration
            .write(
                """
                requirepass own
                SENTINEL Announce-Ip 10.0.0.1
                sentinel announce-port 26999
                sentinel resolve-hostnames YES
                sentinel announce-hostnames yes
                sentinel deny-scripts-reconfig no
                sentinel sentinel-user peer
                sentinel sentinel-pass "peer pass"
                sentinel current-epoch 7
                sentinel myid 0123456789abcdef0123456789abcdef01234567
                """)
            .load();

    var sentinel = settings.state().settings();
    assertThat(sentinel.announceIp()).isEqualTo("10.0.0.1");
    assertThat(sentinel.effectiveAnnouncePort()).isEqualTo(26999);
    assertThat(sentinel.resolveHostnames()).isTrue();
    assertThat(sentinel.announceHostnames()).isTrue();
    assertThat(sentinel.denyScriptsReconfig()).isFalse();
    assertThat(sentinel.sentinelUser()).isEqualTo("peer");
    assertThat(sentinel.sentinelPass()).isEqualTo("peer pass");
    assertThat(sentinel.requirePass()).isEqualTo("own");
    assertThat(settings.resp().requirePass()).isEqualTo("own");
    assertThat(settings.state().currentEpoch()).isEqualTo(7);
    assertThat(settings.state().myId()).isEqualTo("0123456789abcdef0123456789abcdef01234567");
  }

  @Test
  void state_is_read_in_old_and_new_spellings() {
    var settings =
        configuration
            .write(
                """
                sentinel monitor m 127.0.0.1 6379 2
                sentinel config-epoch m 12
                sentinel leader-epoch m 13
                sentinel known-slave m 127.0.0.1 6380
                sentinel known-replica m ::1 6381
                sentinel known-sentinel m 127.0.0.1 26380
                sentinel known-sentinel m 127.0.0.1 26381 %s
                sentinel primary-reboot-down-after-period m 99
                sentinel current-epoch 3
                """
                    .formatted(PEER))
            .load();

    var master = master(settings.state(), "m");
    assertThat(master.configEpoch()).isEqualTo(12);
    assertThat(master.leaderEpoch()).isEqualTo(13);
    assertThat(master.replicas())
        .containsExactly(Address.ofIp("127.0.0.1", 6380), Address.ofIp("::1", 6381));
    assertThat(master.peers())
        .containsExactly(new PeerState(Address.ofIp("127.0.0.1", 26381), PEER));
    assertThat(master.settings().masterRebootDownAfterMillis()).isEqualTo(99);
    assertThat(settings.state().currentEpoch()).isEqualTo(13);
  }

  @Test
  void the_order_of_lines_does_not_matter() {
    var settings =
        configuration
            .write(
                """
                sentinel known-replica m redis-1 6379
                sentinel down-after-milliseconds m 1000
                sentinel monitor m redis-0 6379 2
                sentinel resolve-hostnames yes
                """)
            .load();

    var master = master(settings.state(), "m");
    assertThat(master.address()).isEqualTo(new Address("redis-0", "", 6379));
    assertThat(master.replicas()).containsExactly(new Address("redis-1", "", 6379));
    assertThat(master.settings().downAfterMillis()).isEqualTo(1_000);
  }

  @Test
  void the_last_line_of_a_kind_counts() {
    var settings =
        configuration
            .write(
                """
                port 1
                port 26400
                sentinel monitor m 127.0.0.1 6379 2
                sentinel down-after-milliseconds m 1000
                sentinel down-after-milliseconds m 2000
                """)
            .load();

    assertThat(settings.resp().port()).isEqualTo(26400);
    assertThat(master(settings.state(), "m").settings().downAfterMillis()).isEqualTo(2_000);
  }

  @Test
  void the_command_line_comes_after_the_file() {
    var settings =
        configuration
            .write("port 1\nsentinel monitor m 127.0.0.1 6379 2\n")
            .argument("port", "26400")
            .argument("sentinel", "monitor", "other", "127.0.0.1", "6380", "1")
            .argument("sentinel", "down-after-milliseconds", "m", "777")
            .argument("loglevel debug")
            .argument("sentinel")
            .load();

    assertThat(settings.resp().port()).isEqualTo(26400);
    assertThat(master(settings.state(), "other").settings().quorum()).isEqualTo(1);
    assertThat(master(settings.state(), "m").settings().downAfterMillis()).isEqualTo(777);
    assertThat(settings.logging().level().wireName()).isEqualTo("debug");
  }

  @Test
  void included_files_take_the_place_of_the_include_line() {
    var settings =
        configuration
            .write(
                "port 1\ninclude conf.d/*.conf\ninclude nothing-here/*.conf\n"
                    + "include more.conf\nsentinel parallel-syncs m 4\n")
            .write("conf.d/b.conf", "port 26402\n")
            .write("conf.d/a.conf", "port 26401\nsentinel monitor m 127.0.0.1 6379 2\n")
            .write("conf.d/.hidden.conf", "port 26403\n")
            .write("more.conf", "sentinel parallel-syncs m 3\n")
            .load();

    assertThat(settings.resp().port()).isEqualTo(26402);
    assertThat(master(settings.state(), "m").settings().parallelSyncs()).isEqualTo(4);
  }

  @Test
  void a_missing_id_is_made_up_and_saved_at_once() {
    var first = configuration.write("sentinel monitor m 127.0.0.1 6379 2\n").load();

    assertThat(first.state().myId()).matches("[0-9a-f]{40}");
    assertThat(configuration.content()).contains("sentinel myid " + first.state().myId() + "\n");
    assertThat(configuration.load().state()).isEqualTo(first.state());
  }

  @Test
  void ipv6_addresses_are_told_in_their_canonical_form() {
    var state =
        configuration
            .write(
                """
                sentinel monitor v6 2001:DB8:0:0:1:0:0:1 6379 1
                sentinel monitor zero 0:0:0:0:0:0:0:0 6379 1
                sentinel monitor short fe80::1 6379 1
                """)
            .load()
            .state();

    assertThat(master(state, "v6").address())
        .isEqualTo(new Address("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1", 6379));
    assertThat(master(state, "zero").address().ip()).isEqualTo("::");
    assertThat(master(state, "short").address().ip()).isEqualTo("fe80::1");
  }
}
