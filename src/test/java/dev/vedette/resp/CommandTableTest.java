package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.resp.command.CommandFlag;
import dev.vedette.resp.command.CommandSpec;
import dev.vedette.resp.command.CommandTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the table, called wrongly. */
class CommandTableTest {
  private final TestPort port = open();

  private static TestPort open() {
    try {
      return TestPort.open(settings -> settings);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() throws Exception {
    port.close();
  }

  static Stream<CommandSpec> commands() {
    return CommandTable.sentinel().flattened().stream();
  }

  static Stream<CommandSpec> leaves() {
    return commands().filter(command -> !command.isContainer());
  }

  private static List<String> words(CommandSpec command, int count) {
    List<String> words = new ArrayList<>(List.of(command.fullName().split("\\|")));
    while (words.size() < count) {
      words.add("x");
    }
    return words;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void too_few_words_are_refused(CommandSpec command) throws Exception {
    int shortest = command.isSubcommand() ? 2 : 1;
    int tooFew = Math.abs(command.arity()) - 1;
    RespClient client = port.connect();
    if (tooFew >= shortest) {
      assertThat(client.call(words(command, tooFew).toArray(String[]::new)))
          .isEqualTo("-ERR wrong number of arguments for '" + command.fullName() + "' command|");
    }
    assertThat(client.call("PING")).isEqualTo("+PONG|");
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void too_many_words_are_refused(CommandSpec command) throws Exception {
    RespClient client = port.connect();
    if (command.arity() > 0) {
      assertThat(client.call(words(command, command.arity() + 1).toArray(String[]::new)))
          .isEqualTo("-ERR wrong number of arguments for '" + command.fullName() + "' command|");
    }
    assertThat(client.call("PING")).isEqualTo("+PONG|");
  }

  /**
   * Whatever is said, the server answers and lives; what the words mean is each command's own test.
   */
  @ParameterizedTest
  @MethodSource("leaves")
  void nonsense_of_every_kind_is_answered(CommandSpec command) throws Exception {
    Set<String> closing = Set.of("quit", "shutdown");
    Set<String> silent =
        Set.of("subscribe", "psubscribe", "unsubscribe", "punsubscribe", "client|reply");
    if (closing.contains(command.fullName()) || silent.contains(command.fullName())) {
      return;
    }
    RespClient client = port.connect();
    for (String word :
        List.of("", "x", "-1", "99999999999999999999", "é\0\r\n", "(", "a".repeat(20_000))) {
      for (int count = Math.abs(command.arity()); count <= Math.abs(command.arity()) + 3; count++) {
        List<String> call = new ArrayList<>(List.of(command.fullName().split("\\|")));
        while (call.size() < count) {
          call.add(word);
        }
        assertThat(client.call(call.toArray(String[]::new))).isNotEmpty();
      }
    }
    assertThat(client.call("CLIENT", "UNPAUSE")).isEqualTo("+OK|");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_needs_a_login_unless_it_is_one(CommandSpec command) throws Exception {
    try (TestPort closed = TestPort.open(settings -> settings.requirePass("secret"))) {
      RespClient client = closed.connect();
      int count = Math.max(Math.abs(command.arity()), command.isSubcommand() ? 2 : 1);
      boolean open = command.is(CommandFlag.NO_AUTH);
      if (!command.isContainer() || command.fullName().equals("command")) {
        String reply = client.call(words(command, count).toArray(String[]::new));
        assertThat(reply.equals("-NOAUTH Authentication required.|")).as(reply).isEqualTo(!open);
      } else {
        assertThat(client.call(command.fullName(), "help"))
            .isEqualTo("-NOAUTH Authentication required.|");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "get a b; ERR unknown command 'get', with args beginning with: 'a' 'b' ",
        "GET; ERR unknown command 'GET', with args beginning with: ",
        "client nonsense; ERR unknown subcommand 'nonsense'. Try CLIENT HELP.",
        "sentinel nonsense; ERR unknown subcommand 'nonsense'. Try SENTINEL HELP.",
        "acl log 1 2; ERR unknown subcommand or wrong number of arguments for 'log'. Try ACL HELP.",
      })
  void unknown_commands_are_refused_in_the_words_of_redis(String line, String error)
      throws Exception {
    assertThat(port.connect().call(line.split(" ")).replace("|", "").strip())
        .isEqualTo("-" + error.strip());
  }

  @Test
  void long_names_and_arguments_are_cut_in_errors() throws Exception {
    RespClient client = port.connect();
    assertThat(client.call("x".repeat(500)))
        .isEqualTo("-ERR unknown command '" + "x".repeat(128) + "', with args beginning with: |");
    assertThat(client.call("foo", "a".repeat(100), "b".repeat(100), "c"))
        .isEqualTo(
            "-ERR unknown command 'foo', with args beginning with: '"
                + "a".repeat(100)
                + "' '"
                + "b".repeat(25)
                + "' |");
    assertThat(client.call("foo", "a\r\nb"))
        .isEqualTo("-ERR unknown command 'foo', with args beginning with: 'a  b' |");
  }

  @Test
  void the_table_is_told_by_command() throws Exception {
    RespClient client = port.connect();
    assertThat(client.call("COMMAND", "COUNT"))
        .isEqualTo(":" + CommandTable.sentinel().listed().size() + "|");
    assertThat(client.call("COMMAND"))
        .startsWith(
            "*" + CommandTable.sentinel().listed().size() + "|*10|$4|ping|:-1|*1|+fast|:0|");
    assertThat(client.call("COMMAND", "INFO", "nonsense", "CLIENT|ID"))
        .startsWith(
            "*2|$-1|*10|$9|client|id|:2|*3|+noscript|+loading|+stale|:0|:0|:0|*2|+@slow|+@connection|*0|*0|*0|");
    assertThat(client.call("COMMAND", "DOCS", "nonsense")).isEqualTo("*0|");
    assertThat(client.call("COMMAND", "DOCS", "auth")).startsWith("*2|$4|auth|*12|$7|summary|");
    assertThat(client.call("COMMAND", "LIST", "FILTERBY", "ACLCAT", "pubsub"))
        .isEqualTo("*5|$9|subscribe|$11|unsubscribe|$10|psubscribe|$12|punsubscribe|$7|publish|");
    assertThat(client.call("COMMAND", "GETKEYS", "PING", "x"))
        .isEqualTo("-ERR The command has no key arguments|");
    assertThat(client.call("COMMAND", "GETKEYS", "GET", "x"))
        .isEqualTo("-ERR Invalid command specified|");
    client.call("HELLO", "3");
    assertThat(client.call("COMMAND", "INFO", "auth"))
        .startsWith("*1|*10|$4|auth|:-2|~6|+noscript|");
    assertThat(client.call("COMMAND", "DOCS", "auth")).startsWith("%1|$4|auth|%6|$7|summary|");
  }
}
