package dev.vedette.config;

import static dev.vedette.config.TestConfiguration.master;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PropertiesTest {

  private static final String PEER = "c5b3bbf8e0f2b3c1a8f1d2e3f4a5b6c7d8e9f0a1";

  @TempDir private Path folder;
  private TestConfiguration configuration = new TestConfiguration(Path.of("unused"));

  @BeforeEach
  void prepare() {
    configuration = new TestConfiguration(folder).stateInOwnFolder();
  }

  @Test
  void every_property_of_a_master_is_read() {
    var settings =
        configuration
            .property("vedette.masters.mymaster.address", "127.0.0.1:6390")
            .property("vedette.masters.mymaster.quorum", "3")
            .property("vedette.masters.mymaster.down-after", "5s")
            .property("vedette.masters.mymaster.failover-timeout", "2m")
            .property("vedette.masters.mymaster.parallel-syncs", "4")
            .property("vedette.masters.mymaster.auth-user", "watcher")
            .property("vedette.masters.mymaster.auth-pass", "a \"b\" #c")
            .property("vedette.masters.mymaster.notification-script", "/bin/true")
            .property("vedette.masters.mymaster.client-reconfig-script", "/bin/true")
            .property("vedette.masters.mymaster.master-reboot-down-after-period", "1500")
            .property("vedette.masters.mymaster.rename-command.CONFIG", "hidden")
            .loadWithoutFile();

    var master = master(settings.state(), "mymaster");
    assertThat(master.address()).isEqualTo(Address.ofIp("127.0.0.1", 6390));
    assertThat(master.settings())
        .isEqualTo(
            new MasterSettings(
                "mymaster",
                3,
                5_000,
                120_000,
                4,
                1_500,
                "/bin/true",
                "/bin/true",
                "watcher",
                "a \"b\" #c",
                Map.of("CONFIG", "hidden")));
    assertThat(settings.stateFile()).isEqualTo(configuration.stateFile());
    assertThat(settings.configFile()).isNull();
  }

  @Test
  void every_property_of_the_sentinel_is_read() {
    var settings =
        configuration
            .property("vedette.port", "26400")
            .property("vedette.bind", "127.0.0.1,-::1")
            .property("vedette.protected-mode", "true")
            .property("vedette.requirepass", "own")
            .property("vedette.users", "alice on nopass +@all")
            .property("vedette.maxclients", "50")
            .property("vedette.timeout", "1m")
            .property("vedette.tcp-keepalive", "60s")
            .property("vedette.tcp-backlog", "64")
            .property("vedette.announce-ip", "10.0.0.1")
            .property("vedette.announce-port", "26500")
            .property("vedette.resolve-hostnames", "true")
            .property("vedette.announce-hostnames", "true")
            .property("vedette.deny-scripts-reconfig", "false")
            .property("vedette.sentinel-user", "peer")
            .property("vedette.sentinel-pass", "peer-pass")
            .property("vedette.loglevel", "verbose")
            .property("vedette.logfile", folder.resolve("log").toString())
            .loadWithoutFile();

    var resp = settings.resp();
    assertThat(resp.port()).isEqualTo(26400);
    assertThat(resp.bind()).containsExactly("127.0.0.1", "-::1");
    assertThat(resp.protectedMode()).isTrue();
    assertThat(resp.requirePass()).isEqualTo("own");
    assertThat(resp.users()).containsExactly("alice on nopass +@all");
    assertThat(resp.maxClients()).isEqualTo(50);
    assertThat(resp.timeoutSeconds()).isEqualTo(60);
    assertThat(resp.tcpKeepaliveSeconds()).isEqualTo(60);
    assertThat(resp.tcpBacklog()).isEqualTo(64);
    var sentinel = settings.state().settings();
    assertThat(sentinel.announceIp()).isEqualTo("10.0.0.1");
    assertThat(sentinel.announcePort()).isEqualTo(26500);
    assertThat(sentinel.resolveHostnames()).isTrue();
    assertThat(sentinel.announceHostnames()).isTrue();
    assertThat(sentinel.denyScriptsReconfig()).isFalse();
    assertThat(sentinel.sentinelUser()).isEqualTo("peer");
    assertThat(sentinel.sentinelPass()).isEqualTo("peer-pass");
    assertThat(settings.logging().level().wireName()).isEqualTo("verbose");
    assertThat(settings.logging().file()).isEqualTo(folder.resolve("log"));
  }

  @ParameterizedTest
  @CsvSource({
    "redis-0:6390, redis-0, 6390",
    "redis-0, redis-0, 6379",
    "[::1]:6390, ::1, 6390",
    "[::1], ::1, 6379",
    "2001:db8::1, 2001:db8::1, 6379",
    "10.0.0.1:1, 10.0.0.1, 1"
  })
  void addresses_have_a_port_or_the_usual_one(String address, String host, int port) {
    var state =
        configuration
            .property("vedette.resolve-hostnames", "true")
            .property("vedette.masters.m.address", address)
            .loadWithoutFile()
            .state();

    assertThat(master(state, "m").address().host()).isEqualTo(host);
    assertThat(master(state, "m").address().port()).isEqualTo(port);
    assertThat(master(state, "m").settings().quorum()).isEqualTo(2);
  }

  @Test
  void environment_variables_declare_a_master() {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "test-systemEnvironment",
                Map.of(
                    "VEDETTE_STATE_DIR", folder.toString(),
                    "VEDETTE_PORT", "26400",
                    "VEDETTE_RESOLVE_HOSTNAMES", "true",
                    "VEDETTE_MASTERS_MYMASTER_ADDRESS", "redis-0:6379",
                    "VEDETTE_MASTERS_MYMASTER_DOWN_AFTER", "5s",
                    "VEDETTE_MASTERS_OTHER_NAME", "Other-One",
                    "VEDETTE_MASTERS_OTHER_ADDRESS", "10.0.0.1:6379",
                    "VEDETTE_MASTERS_OTHER_QUORUM", "1")));

    var loaded = ConfigurationLoader.load(null, List.of(), environment);
    loaded.stateFile().close();

    var state = loaded.settings().state();
    assertThat(loaded.settings().resp().port()).isEqualTo(26400);
    assertThat(master(state, "mymaster").address().host()).isEqualTo("redis-0");
    assertThat(master(state, "mymaster").settings().downAfterMillis()).isEqualTo(5_000);
    assertThat(master(state, "Other-One").settings().quorum()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vedette.masters.m.down-afer | 5s | property vedette.masters.m.down-afer",
        "vedette.tls.certfiel | x | property vedette.tls.certfiel",
        "vedette.masters.m.quorum | 0 | The quorum '0'",
        "vedette.masters.m.quorum | many | cannot be read as a whole number",
        "vedette.masters.m.down-after | soon | cannot be read as a time such as",
        "vedette.masters.m.down-after | 0s | milliseconds '0'",
        "vedette.masters.m.address | :6379 | neither an IP address nor a host name",
        "vedette.masters.m.address | redis-0:0 | The port '0'",
        "vedette.masters.m.address | redis-0:6379 | 'redis-0' is a name",
        "vedette.masters.other.quorum | 1 | The address of the master is missing",
        "vedette.masters[my,master].address | 10.0.0.1:6379 | a comma",
        "vedette.port | 70000 | '70000' is not a whole number from 0 to 65535",
        "vedette.protected-mode | perhaps | cannot be read as true or false"
      })
  void a_mistake_names_the_property(String name, String value, String message) {
    configuration.property("vedette.masters.m.address", "10.0.0.1:6379").property(name, value);

    assertThatThrownBy(configuration::loadWithoutFile)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("property vedette.")
        .hasMessageContaining(message);
  }

  @Test
  void a_value_that_cannot_be_read_does_not_move_the_state_elsewhere() {
    configuration.property("vedette.protected-mode", "perhaps");

    assertThatThrownBy(configuration::loadWithoutFile).isInstanceOf(ConfigException.class);

    assertThat(folder.resolve("state")).isDirectoryContaining("glob:**.lock");
  }

  @Test
  void two_properties_for_the_same_option_are_a_mistake() {
    configuration
        .property("vedette.masters.m.address", "10.0.0.1:6379")
        .property("vedette.masters.m.down-after", "1s")
        .property("vedette.masters.m.down-after-milliseconds", "2000");

    assertThatThrownBy(configuration::loadWithoutFile)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("down-after says the same");
  }

  @Test
  void the_state_knows_where_a_declared_master_is_by_now() throws IOException {
    configuration.property("vedette.masters.m.address", "10.0.0.1:6379");
    var moved =
        new MasterState(
            MasterSettings.of("m", 2, Timings.DEFAULTS),
            Address.ofIp("10.0.0.2", 6379),
            5,
            6,
            List.of(Address.ofIp("10.0.0.1", 6379)),
            List.of(new PeerState(Address.ofIp("10.0.0.3", 26379), PEER)));
    var first = save(List.of(moved));

    configuration
        .property("vedette.masters.m.quorum", "3")
        .property("vedette.masters.m.down-after", "7s");
    var second = configuration.loadWithoutFile().state();

    var master = master(second, "m");
    assertThat(second.myId()).isEqualTo(first.myId());
    assertThat(second.currentEpoch()).isEqualTo(9);
    assertThat(master.address()).isEqualTo(Address.ofIp("10.0.0.2", 6379));
    assertThat(master.configEpoch()).isEqualTo(5);
    assertThat(master.leaderEpoch()).isEqualTo(6);
    assertThat(master.replicas()).isEqualTo(moved.replicas());
    assertThat(master.peers()).isEqualTo(moved.peers());
    assertThat(master.settings().quorum()).isEqualTo(3);
    assertThat(master.settings().downAfterMillis()).isEqualTo(7_000);
  }

  @Test
  void an_option_that_was_set_at_run_time_stays_unless_it_is_declared() throws IOException {
    configuration
        .property("vedette.masters.m.address", "10.0.0.1:6379")
        .property("vedette.masters.m.down-after", "7s");
    save(
        List.of(
            MasterState.fresh(
                MasterSettings.of("m", 2, Timings.DEFAULTS)
                    .withDownAfterMillis(1_000)
                    .withParallelSyncs(5),
                Address.ofIp("10.0.0.1", 6379))));

    var settings = master(configuration.loadWithoutFile().state(), "m").settings();

    assertThat(settings.downAfterMillis()).isEqualTo(7_000);
    assertThat(settings.parallelSyncs()).isEqualTo(5);
  }

  @Test
  void an_option_that_is_declared_no_more_goes_back_to_its_default() {
    configuration
        .property("vedette.masters.m.address", "10.0.0.1:6379")
        .property("vedette.masters.m.down-after", "7s")
        .property("vedette.announce-ip", "10.0.0.9")
        .loadWithoutFile();

    var state =
        new TestConfiguration(folder)
            .stateInOwnFolder()
            .property("vedette.masters.m.address", "10.0.0.1:6379")
            .loadWithoutFile()
            .state();

    assertThat(master(state, "m").settings().downAfterMillis()).isEqualTo(30_000);
    assertThat(state.settings().announceIp()).isNull();
  }

  @Test
  void a_master_that_is_declared_no_more_disappears_and_one_added_at_run_time_stays()
      throws IOException {
    configuration.property("vedette.masters.m.address", "10.0.0.1:6379");
    var first = configuration.openWithoutFile();
    var masters = new ArrayList<>(first.settings().state().masters());
    masters.add(
        MasterState.fresh(
            MasterSettings.of("added", 1, Timings.DEFAULTS), Address.ofIp("10.0.0.5", 6379)));
    save(first, masters);

    var state = new TestConfiguration(folder).stateInOwnFolder().loadWithoutFile().state();

    assertThat(state.masters())
        .extracting(master -> master.settings().name())
        .containsExactly("added");
    assertThat(state.myId()).isEqualTo(first.settings().state().myId());
  }

  @Test
  void a_file_is_only_read_when_the_state_has_its_own_folder() {
    var content = "port 26400\nsentinel monitor m 10.0.0.1 6379 2\n";
    configuration.write(content).property("vedette.masters.m.down-after", "3s");

    var settings = configuration.load();

    assertThat(configuration.content()).isEqualTo(content);
    assertThat(settings.resp().port()).isEqualTo(26400);
    assertThat(master(settings.state(), "m").settings().downAfterMillis()).isEqualTo(3_000);
    assertThat(settings.stateFile()).isEqualTo(configuration.stateFile());
    assertThat(configuration.load().state()).isEqualTo(settings.state());
  }

  @Test
  void what_the_file_declares_itself_is_not_forgotten_with_a_property() {
    new TestConfiguration(folder)
        .write("sentinel monitor m 10.0.0.1 6379 2\n")
        .property("vedette.masters.m.address", "10.0.0.1:6379")
        .property("vedette.masters.other.address", "10.0.0.2:6379")
        .load();

    var state = new TestConfiguration(folder).load().state();

    assertThat(state.masters()).extracting(master -> master.settings().name()).containsExactly("m");
  }

  @Test
  void an_empty_state_file_is_damaged() {
    configuration.write("state/" + ConfigurationLoader.STATE_FILE, "");

    assertThatThrownBy(configuration::loadWithoutFile)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("The state file is empty");
  }

  private DurableState save(List<MasterState> masters) throws IOException {
    return save(configuration.openWithoutFile(), masters);
  }

  private static DurableState save(LoadedConfiguration loaded, List<MasterState> masters)
      throws IOException {
    var start = loaded.settings().state();
    var state = new DurableState(start.myId(), 9, start.settings(), masters);
    try (var file = loaded.stateFile()) {
      file.save(state);
    }
    return state;
  }
}
