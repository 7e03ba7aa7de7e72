package dev.vedette.config;

import static dev.vedette.config.TestConfiguration.master;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableStateFileTest {

  private static final String ID = "0123456789abcdef0123456789abcdef01234567";
  private static final String PEER = "c5b3bbf8e0f2b3c1a8f1d2e3f4a5b6c7d8e9f0a1";

  @TempDir private Path folder;
  private TestConfiguration configuration = new TestConfiguration(Path.of("unused"));

  @BeforeEach
  void prepare() {
    configuration = new TestConfiguration(folder);
  }

  @Test
  void lines_of_the_user_stay_and_new_ones_follow() throws IOException {
    configuration.write(
        """
        # My sentinel
        port 26400


        SENTINEL Monitor mymaster 127.0.0.1 6379 2   # not a comment for Redis\
        """
                .replace("   # not a comment for Redis", "")
            + "\n# five seconds\n"
            + "sentinel down-after-milliseconds mymaster 5000\n"
            + "sentinel parallel-syncs mymaster 1\n"
            + "sentinel auth-pass mymaster \"a b\"\n"
            + "sentinel myid "
            + ID
            + "\n");

    save(state -> state);

    assertThat(configuration.content())
        .isEqualTo(
            """
            # My sentinel
            port 26400


            SENTINEL Monitor mymaster 127.0.0.1 6379 2
            # five seconds
            sentinel down-after-milliseconds mymaster 5000
            sentinel parallel-syncs mymaster 1
            sentinel auth-pass mymaster "a b"
            sentinel myid 0123456789abcdef0123456789abcdef01234567
            # Written by Vedette; kept up to date while it runs.
            sentinel current-epoch 0
            sentinel config-epoch mymaster 0
            sentinel leader-epoch mymaster 0
            """);
  }

  @Test
  void what_changed_is_replaced_where_it_stands() throws IOException {
    configuration.write(
        """
        sentinel monitor mymaster 127.0.0.1 6379 2
        # how long
        sentinel down-after-milliseconds mymaster 5000
        sentinel known-slave mymaster 127.0.0.1 6380
        sentinel myid %s
        sentinel current-epoch 0
        sentinel config-epoch mymaster 0
        sentinel leader-epoch mymaster 0
        """
            .formatted(ID));

    save(state ->
        new DurableState(
            ID,
            4,
            state.settings(),
            List.of(
                new MasterState(
                    master(state, "mymaster").settings().withDownAfterMillis(30_000),
                    Address.ofIp("127.0.0.1", 6380),
                    4,
                    5,
                    List.of(Address.ofIp("127.0.0.1", 6379)),
                    List.of(new PeerState(Address.ofIp("127.0.0.1", 26380), PEER))))));

    assertThat(configuration.content())
        .isEqualTo(
            """
            sentinel monitor mymaster 127.0.0.1 6380 2
            # how long
            sentinel down-after-milliseconds mymaster 30000
            sentinel myid %s
            sentinel current-epoch 4
            sentinel config-epoch mymaster 4
            sentinel leader-epoch mymaster 5
            # Written by Vedette; kept up to date while it runs.
            sentinel known-replica mymaster 127.0.0.1 6379
            sentinel known-sentinel mymaster 127.0.0.1 26380 %s
            """
                .formatted(ID, PEER));
  }

  @Test
  void lines_of_a_removed_master_disappear_and_others_stay() throws IOException {
    configuration.write(
        """
        sentinel monitor a 127.0.0.1 6379 2
        sentinel auth-pass a secret
        # b
        sentinel monitor b 127.0.0.1 6380 2
        sentinel notification-script b /bin/true
        """);

    save(state -> new DurableState(ID, 0, state.settings(), List.of(state.masters().getLast())));

    assertThat(configuration.content())
        .doesNotContain(" a ")
        .startsWith(
            "# b\nsentinel monitor b 127.0.0.1 6380 2\nsentinel notification-script b /bin/true\n");
  }

  @Test
  void an_option_that_was_unset_disappears() throws IOException {
    configuration.write(
        """
        sentinel monitor m 127.0.0.1 6379 2
        sentinel auth-pass m secret
        sentinel auth-user m user
        sentinel notification-script m /bin/true
        sentinel rename-command m CONFIG abc
        sentinel announce-ip 10.0.0.1
        sentinel sentinel-pass x
        """);

    save(state ->
        new DurableState(
            ID,
            0,
            SentinelSettings.ofPort(26379),
            List.of(
                MasterState.fresh(
                    MasterSettings.of("m", 2, Timings.DEFAULTS),
                    Address.ofIp("127.0.0.1", 6379)))));

    assertThat(configuration.content())
        .doesNotContain("auth", "script", "rename", "announce", "pass");
  }

  @Test
  void what_is_at_its_default_is_written_only_where_it_was_written_before() throws IOException {
    configuration.write(
        """
        sentinel monitor m 127.0.0.1 6379 2
        sentinel deny-scripts-reconfig yes
        sentinel failover-timeout m 180000
        """);

    save(state -> state);

    assertThat(configuration.content())
        .contains("sentinel deny-scripts-reconfig yes\nsentinel failover-timeout m 180000\n")
        .doesNotContain("down-after", "parallel-syncs", "hostnames", "reboot");
  }

  @Test
  void any_state_is_read_back_as_it_was_saved() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      configuration.write("# seed " + seed + "\n\n");
      var random = new SplittableRandom(seed);
      var first = randomState(random);
      var second = randomState(random);
      try (var file = configuration.open().stateFile()) {
        file.save(first);
        file.save(second);
      }
      assertThat(configuration.load().state())
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .ignoringCollectionOrder()
          .isEqualTo(second);
      assertThat(configuration.content()).startsWith("# seed " + seed + "\n\n");
    }
  }

  private static DurableState randomState(SplittableRandom random) {
    var settings =
        SentinelSettings.ofPort(26379)
            .withAnnounceIp(random.nextBoolean() ? "10.0.0.1" : null)
            .withAnnouncePort(random.nextInt(3))
            .withResolveHostnames(random.nextBoolean())
            .withDenyScriptsReconfig(random.nextBoolean())
            .withSentinelPass(randomText(random));
    var masters = new ArrayList<MasterState>();
    for (int i = random.nextInt(4); i > 0; i--) {
      masters.add(randomMaster("m" + i, random, settings.resolveHostnames()));
    }
    long epoch =
        masters.stream()
            .mapToLong(master -> Math.max(master.configEpoch(), master.leaderEpoch()))
            .max()
            .orElse(0);
    return new DurableState(ID, epoch + random.nextInt(3), settings, masters);
  }

  private static MasterState randomMaster(String name, SplittableRandom random, boolean names) {
    var settings =
        MasterSettings.of(name, 1 + random.nextInt(3), Timings.DEFAULTS)
            .withDownAfterMillis(random.nextBoolean() ? 30_000 : 1 + random.nextInt(9_999))
            .withFailoverTimeoutMillis(1 + random.nextInt(9_999))
            .withParallelSyncs(1 + random.nextInt(2))
            .withMasterRebootDownAfterMillis(random.nextInt(2))
            .withNotificationScript(random.nextBoolean() ? "/bin/true" : null)
            .withAuthUser(randomText(random))
            .withAuthPass(randomText(random))
            .withRenamedCommands(random.nextBoolean() ? Map.of("CONFIG", "x y'z") : Map.of());
    var replicas = new ArrayList<Address>();
    for (int i = random.nextInt(3); i > 0; i--) {
      replicas.add(Address.ofIp("10.0.0." + i, random.nextInt(65_536)));
    }
    var peers = new ArrayList<PeerState>();
    for (int i = random.nextInt(3); i > 0; i--) {
      peers.add(
          new PeerState(Address.ofIp("::" + i, random.nextInt(65_536)), PEER.substring(1) + i));
    }
    var address =
        names && random.nextBoolean()
            ? new Address("redis-0", "", 6379)
            : Address.ofIp("127.0.0.1", 6379);
    return new MasterState(
        settings, address, random.nextInt(9), random.nextInt(9), replicas, peers);
  }

  private static @Nullable String randomText(SplittableRandom random) {
    var letters = "aB0 \"'\\#ü\n";
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.isEmpty() ? null : text.toString();
  }

  @Test
  void names_are_written_in_numbers_when_they_would_not_be_understood() throws IOException {
    configuration.write("sentinel resolve-hostnames yes\nsentinel monitor m redis-0 6379 2\n");

    save(state ->
        new DurableState(
            ID,
            0,
            state.settings().withResolveHostnames(false),
            List.of(
                new MasterState(
                    master(state, "m").settings(),
                    new Address("redis-0", "10.0.0.1", 6379),
                    0,
                    0,
                    List.of(
                        new Address("redis-1", "10.0.0.2", 6379), new Address("redis-2", "", 6379)),
                    List.of()))));

    assertThat(configuration.content())
        .contains("sentinel resolve-hostnames no\nsentinel monitor m 10.0.0.1 6379 2\n")
        .contains("known-replica m 10.0.0.2 6379\n")
        .doesNotContain("redis-");
    assertThat(master(configuration.load().state(), "m").replicas()).hasSize(1);
  }

  @Test
  void a_name_that_was_never_resolved_keeps_names_understood() throws IOException {
    configuration.write("sentinel resolve-hostnames yes\nsentinel monitor m redis-0 6379 2\n");

    save(state ->
        new DurableState(ID, 0, state.settings().withResolveHostnames(false), state.masters()));

    assertThat(master(configuration.load().state(), "m").address().host()).isEqualTo("redis-0");
  }

  @Test
  void server_lines_that_commands_changed_are_written() throws IOException {
    configuration.write(
        """
        user alice on >old +@all
        # bob
        user bob on nopass +@all
        requirepass old
        requirepass older
        """);

    try (var loaded = configuration.open().stateFile()) {
      loaded.serverLines(
          "user", List.of(List.of("bob", "off"), List.of("carol", "on", "#abc", "(+get", "~x)")));
      loaded.serverLines("requirepass", List.of());
      loaded.save(new DurableState(ID, 0, SentinelSettings.ofPort(26379), List.of()));
    }

    assertThat(configuration.content())
        .startsWith("# bob\nuser bob off\n# Written")
        .contains("user carol on #abc (+get ~x)\n")
        .doesNotContain("alice", "requirepass");
    assertThat(configuration.load().resp().users())
        .containsExactly("bob off", "carol on #abc (+get ~x)");
  }

  @Test
  void an_edited_file_keeps_the_edition_and_gets_the_state() throws IOException {
    configuration.write("sentinel monitor m 127.0.0.1 6379 2\n");
    try (var file = configuration.open().stateFile()) {
      configuration.write(
          "# edited\nmaxclients 50\nsentinel parallel-syncs m 9\nfrobnicate 1\nport \"1\n");
      file.save(
          new DurableState(
              ID,
              1,
              SentinelSettings.ofPort(26379),
              List.of(
                  MasterState.fresh(
                      MasterSettings.of("m", 2, Timings.DEFAULTS),
                      Address.ofIp("127.0.0.1", 6379)))));
    }

    assertThat(configuration.content())
        .startsWith(
            """
            # edited
            maxclients 50
            sentinel parallel-syncs m 1
            # Not understood: frobnicate 1
            # Not understood: port "1
            """);
    assertThat(configuration.load().resp().maxClients()).isEqualTo(50);
  }

  @Test
  void a_deleted_file_comes_back() throws IOException {
    configuration.write("# mine\nsentinel monitor m 127.0.0.1 6379 2\n");
    try (var loaded = configuration.open().stateFile()) {
      var state = new DurableState(ID, 3, SentinelSettings.ofPort(26379), List.of());
      Files.delete(configuration.file());
      loaded.save(state);
    }

    assertThat(configuration.content()).startsWith("# mine\n").contains("current-epoch 3\n");
  }

  @Test
  void what_an_included_file_says_is_not_repeated_but_overruled() throws IOException {
    configuration
        .write("sentinel parallel-syncs m 2\ninclude masters.conf\n")
        .write(
            "masters.conf",
            "sentinel monitor m 127.0.0.1 6379 2\nsentinel parallel-syncs m 3\n"
                + "sentinel down-after-milliseconds m 5000\n");

    save(state -> state);
    assertThat(configuration.content()).doesNotContain("monitor", "down-after", "parallel-syncs");

    save(state ->
        new DurableState(
            ID,
            1,
            state.settings(),
            List.of(
                MasterState.fresh(
                    master(state, "m").settings().withParallelSyncs(7),
                    Address.ofIp("127.0.0.1", 6380)))));
    var reloaded = master(configuration.load().state(), "m");
    assertThat(reloaded.address().port()).isEqualTo(6380);
    assertThat(reloaded.settings().parallelSyncs()).isEqualTo(7);
    assertThat(reloaded.settings().downAfterMillis()).isEqualTo(5_000);
  }

  @Test
  void permissions_stay_and_a_new_file_is_private() throws IOException {
    configuration.write("port 26400\n").stateInOwnFolder();
    Files.setPosixFilePermissions(
        configuration.file(), PosixFilePermissions.fromString("rw-r-----"));
    configuration.loadWithoutFile();
    assertThat(permissions(configuration.stateFile())).isEqualTo("rw-------");

    new TestConfiguration(folder).load();
    assertThat(permissions(configuration.file())).isEqualTo("rw-r-----");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void a_symbolic_link_stays_one_and_what_it_points_to_is_replaced() throws IOException {
    configuration.write("real/there.conf", "sentinel monitor m 127.0.0.1 6379 2\n");
    Files.createSymbolicLink(folder.resolve("hop"), Path.of("real/there.conf"));
    Files.createSymbolicLink(configuration.file(), Path.of("hop"));

    configuration.load();

    assertThat(configuration.file()).isSymbolicLink();
    assertThat(folder.resolve("hop")).isSymbolicLink();
    assertThat(TestConfiguration.content(folder.resolve("real/there.conf")))
        .contains("sentinel myid ");
  }

  @Test
  void what_a_crash_left_behind_is_removed() throws IOException {
    configuration.write("sentinel.conf.vedette-tmp-0123", "half").write("port 26400\n");
    configuration.write("other.conf.vedette-tmp-0123", "not ours");

    configuration.load();

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "sentinel.conf", ".sentinel.conf.lock", "other.conf.vedette-tmp-0123");
    }
  }

  @Test
  void bytes_that_are_not_text_survive_in_comments() throws IOException {
    var content = new byte[] {'#', ' ', (byte) 0xe9, (byte) 0xff, '\n'};
    Files.write(configuration.file(), content);

    configuration.load();

    assertThat(Files.readAllBytes(configuration.file())).startsWith(content);
  }

  private void save(UnaryOperator<DurableState> change) throws IOException {
    var loaded = configuration.open();
    try (var file = loaded.stateFile()) {
      file.save(change.apply(loaded.settings().state()));
    }
  }
}
