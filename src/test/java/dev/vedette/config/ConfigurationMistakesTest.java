package dev.vedette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationMistakesTest {

  private static final String MONITOR = "sentinel monitor m 127.0.0.1 6379 2\n";

  @TempDir private Path folder;
  private TestConfiguration configuration = new TestConfiguration(Path.of("unused"));

  @BeforeEach
  void prepare() {
    configuration = new TestConfiguration(folder);
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> mistakes() {
    return Stream.of(
        arguments("prot 26379", "no directive 'prot'. Did you mean 'port'?"),
        arguments("port 70000", "'70000' is not a whole number from 0 to 65535"),
        arguments("port abc", "'abc' is not a whole number"),
        arguments("port 1 2", "port takes one value, here are 2"),
        arguments("port", "The value is missing"),
        arguments("port 0", "no way to reach this sentinel"),
        arguments("protected-mode maybe", "neither yes nor no"),
        arguments("bind \"\"", "addresses to listen on"),
        arguments("bind 127.0.0.1 300.1.1.1", "neither an IP address nor a host name"),
        arguments("loglevel loud", "neither debug"),
        arguments("maxclients 0", "from 1 to"),
        arguments("timeout -1", "from 0 to"),
        arguments("unixsocketperm 99", "unixsocketperm"),
        arguments("client-output-buffer-limit pubsub 1 2", "Write: client-output-buffer-limit"),
        arguments("client-output-buffer-limit pubsub 1x 2 3", "'1x' is not a size"),
        arguments("client-output-buffer-limit all 1 2 3", "'all' is neither normal"),
        arguments("proto-max-bulk-len 1kb", "proto-max-bulk-len"),
        arguments("acl-pubsub-default some", "neither allchannels"),
        arguments("aclfile no-such-file", "does not exist or cannot be read"),
        arguments("bind-source-addr example", "is not an IP address"),
        arguments("dir /no/such/folder", "is no folder"),
        arguments("include /no/such/file", "no such file"),
        arguments("include a b", "Write one path"),
        arguments("tls-port 26380", "tls-cert-file and tls-key-file"),
        arguments("tls-auth-clients perhaps", "neither yes, no nor optional"),
        arguments("tls-protocols TLSv9", "is no TLS protocol"),
        arguments("tls-replication yes", "tls-ca-cert-file or tls-ca-cert-dir"),
        arguments("logfile \"open", "double quote is never closed"),
        arguments("sentinel frobnicate m 1", "no sentinel option 'frobnicate'"),
        arguments("sentinel monitor m 127.0.0.1 6379", "Write: sentinel monitor <master> <host>"),
        arguments("sentinel monitor a 127.0.0.1 6379 0", "The quorum '0'"),
        arguments("sentinel monitor a 127.0.0.1 6379 -2", "The quorum '-2'"),
        arguments("sentinel monitor a 127.0.0.1 0 2", "The port '0'"),
        arguments("sentinel monitor a 127.0.0.1 65536 2", "The port '65536'"),
        arguments("sentinel monitor a redis-0 6379 2", "'redis-0' is a name"),
        arguments("sentinel monitor a 1.2.3.4.5 6379 2", "neither an IP address nor a host name"),
        arguments("sentinel monitor a 010.000.000.005 6379 2", "10.0.0.5 or 8.0.0.5"),
        arguments("sentinel monitor a 192.168.174 6379 2", "192.168.0.174"),
        arguments("sentinel monitor a fe80::1%eth0 6379 2", "on one machine only"),
        arguments("sentinel monitor a :::: 6379 2", "neither an IP address nor a host name"),
        arguments("sentinel monitor a \"no host\" 6379 2", "neither an IP address nor a host name"),
        arguments("sentinel monitor m 127.0.0.1 6380 2", "a master named 'm' already"),
        arguments("sentinel monitor \"my master\" 127.0.0.1 6379 2", "cannot contain spaces"),
        arguments("sentinel monitor my,master 127.0.0.1 6379 2", "a comma"),
        arguments("sentinel monitor \"\" 127.0.0.1 6379 2", "cannot be empty"),
        arguments("sentinel monitor " + "x".repeat(300) + " 127.0.0.1 6379 2", "this one has 300"),
        arguments("sentinel down-after-milliseconds x 1000", "no master named 'x'"),
        arguments("sentinel down-after-milliseconds m 0", "milliseconds '0'"),
        arguments("sentinel down-after-milliseconds m 2147483648", "from 1 to 2147483647"),
        arguments("sentinel down-after-milliseconds m 30s", "milliseconds '30s'"),
        arguments("sentinel failover-timeout m -1", "milliseconds '-1'"),
        arguments("sentinel parallel-syncs m 0", "The number '0'"),
        arguments("sentinel master-reboot-down-after-period m -1", "milliseconds '-1'"),
        arguments("sentinel notification-script m /etc/passwd", "chmod +x"),
        arguments("sentinel client-reconfig-script m /no/such", "does not exist"),
        arguments("sentinel rename-command m CONFIG \"\"", "can be empty"),
        arguments(
            "sentinel rename-command m CONFIG a\nsentinel rename-command m config b",
            "CONFIG is renamed twice"),
        arguments("sentinel resolve-hostnames 1", "neither yes nor no"),
        arguments("sentinel announce-port 70000", "The port '70000'"),
        arguments("sentinel announce-ip \"a,b\"", "neither an IP address nor a host name"),
        arguments("user alice on\nuser alice off", "a user 'alice' already"),
        arguments("user \"a b\" on", "can contain a space"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_told_with_its_line_and_what_is_wrong(String lines, String message) {
    var content = "# first\n" + MONITOR + lines + "\n";
    configuration.write(content);
    int count = (int) content.lines().count();
    var line = lines.lines().toList().getLast();

    assertThatThrownBy(configuration::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(configuration.file() + ", line " + count + "\n")
        .hasMessageContaining(">>> " + line + "\n")
        .hasMessageContaining(message);
    assertThat(configuration.content()).isEqualTo(content);
  }

  @Test
  void all_mistakes_are_told_at_once() {
    configuration.write("prot 1\nport x\nsentinel monitor a 127.0.0.1 6379 0\n" + MONITOR);

    var problems =
        catchThrowableOfType(ConfigException.class, configuration::load).problems().stream()
            .map(ConfigProblem::where)
            .toList();

    assertThat(problems)
        .isEqualTo(
            List.of(
                configuration.file() + ", line 1",
                configuration.file() + ", line 2",
                configuration.file() + ", line 3"));
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> linesWithSecrets() {
    return Stream.of(
        arguments("requirepass hunter2 oops"),
        arguments("requirepass \"hunter2"),
        arguments("masterauth 'hunter2"),
        arguments("requirepas hunter2"),
        arguments("sentinel auth-pass nobody hunter2"),
        arguments("sentinel auth-pas m hunter2"),
        arguments("sentinel sentinel-pass hunter2 oops"),
        arguments("user \"a b\" on >hunter2 <hunter2 #hunter2"),
        arguments("tls-key-file-pass hunter2 oops"));
  }

  @ParameterizedTest
  @MethodSource("linesWithSecrets")
  void no_message_shows_a_password(String line) {
    configuration.write(MONITOR + line + "\n");

    assertThatThrownBy(configuration::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_mistake_on_the_command_line_is_told_as_such() {
    configuration.write(MONITOR).argument("port", "x");

    assertThatThrownBy(configuration::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the command line\n    >>> port x\n");
  }

  @Test
  void a_mistake_in_an_included_file_is_told_with_that_file() {
    configuration.write("include more.conf\n" + MONITOR).write("more.conf", "\nport x\n");

    assertThatThrownBy(configuration::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(folder.resolve("more.conf") + ", line 2\n");
  }

  @Test
  void files_that_include_each_other_are_a_mistake() {
    configuration.write("include more.conf\n").write("more.conf", "include sentinel.conf\n");

    assertThatThrownBy(configuration::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("circle");
  }

  @Test
  void a_file_that_is_not_there_is_a_mistake() {
    assertThatThrownBy(configuration::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(configuration.file().toString())
        .hasMessageContaining("There is no such file");
    assertThat(configuration.file()).doesNotExist();
  }

  @Test
  void a_damaged_file_is_told_with_the_line() throws IOException {
    Files.write(configuration.file(), ("port 26400\nsentinel mo\0\0\0\0\n").getBytes("UTF-8"));

    assertThatThrownBy(configuration::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("damaged");
  }

  @Test
  void a_folder_that_cannot_be_is_told_with_what_to_do() {
    configuration
        .write(MONITOR)
        .property("vedette.state-dir", configuration.file().resolve("state").toString());

    assertThatThrownBy(configuration::loadWithoutFile)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("vedette.state-dir")
        .hasMessageContaining("writable");
  }

  @Test
  void a_file_that_another_sentinel_uses_is_refused() {
    configuration.write(MONITOR);
    var first = configuration.open();
    var content = configuration.content();

    assertThatThrownBy(configuration::open)
        .isInstanceOf(StateInUseException.class)
        .hasMessageContaining("Another process uses");
    assertThat(configuration.content()).isEqualTo(content);

    first.stateFile().close();
    assertThat(configuration.load().state()).isEqualTo(first.settings().state());
  }
}
