package dev.vedette.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.config.RespSettings;
import dev.vedette.resp.acl.AclListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessControlTest {
  private static final String WRONG_PASSWORD =
      "-WRONGPASS invalid username-password pair or user is disabled.|";

  private final List<List<String>> saved = new CopyOnWriteArrayList<>();
  private @Nullable TestPort port;

  private TestPort open(UnaryOperator<RespSettings.Builder> settings) throws IOException {
    AclListener saver =
        new AclListener() {
          @Override
          public void usersChanged(List<String> userLines) {
            saved.add(userLines);
          }
        };
    TestPort opened = TestPort.open(settings, server -> server.aclListener(saver));
    port = opened;
    return opened;
  }

  @AfterEach
  void close() throws Exception {
    if (port != null) {
      port.close();
    }
  }

  @Test
  void with_a_password_nothing_but_login_works_before_it() throws Exception {
    RespClient client = open(settings -> settings.requirePass("secret")).connect();
    assertThat(client.call("PING")).isEqualTo("-NOAUTH Authentication required.|");
    assertThat(client.call("SUBSCRIBE", "a")).isEqualTo("-NOAUTH Authentication required.|");
    assertThat(client.call("SENTINEL", "MASTERS")).isEqualTo("-NOAUTH Authentication required.|");
    assertThat(client.call("GET", "x")).startsWith("-ERR unknown command 'GET'");
    assertThat(client.call("HELLO", "3")).startsWith("-NOAUTH HELLO must be called");
    assertThat(client.call("AUTH", "wrong")).isEqualTo(WRONG_PASSWORD);
    assertThat(client.call("AUTH", "nobody", "secret")).isEqualTo(WRONG_PASSWORD);
    assertThat(client.call("AUTH", "secret")).isEqualTo("+OK|");
    assertThat(client.call("PING")).isEqualTo("+PONG|");
    assertThat(client.call("RESET")).isEqualTo("+RESET|");
    assertThat(client.call("PING")).isEqualTo("-NOAUTH Authentication required.|");
    assertThat(client.call("HELLO", "3", "AUTH", "default", "secret")).startsWith("%6|");
  }

  @Test
  void before_login_requests_are_small() throws Exception {
    TestPort server = open(settings -> settings.requirePass("secret"));
    RespClient many = server.connect();
    many.raw("*11\r\n");
    assertThat(many.reply()).isEqualTo("-ERR Protocol error: unauthenticated multibulk length|");
    assertThat(many.isClosedByServer()).isTrue();
    RespClient big = server.connect();
    big.raw("*1\r\n$16385\r\n");
    assertThat(big.reply()).isEqualTo("-ERR Protocol error: unauthenticated bulk length|");
    assertThat(big.isClosedByServer()).isTrue();
  }

  @Test
  void a_user_may_do_what_its_rules_say() throws Exception {
    RespClient admin = open(settings -> settings).connect();
    String rules =
        "on >pw resetchannels &+* -@all +ping +subscribe +psubscribe +client|id +sentinel|get-master-addr-by-name +acl|whoami";
    assertThat(admin.call(words("ACL SETUSER app " + rules))).isEqualTo("+OK|");
    RespClient app = port().connect();
    assertThat(app.call("AUTH", "app", "pw")).isEqualTo("+OK|");
    assertThat(app.call("PING")).isEqualTo("+PONG|");
    assertThat(app.call("ACL", "WHOAMI")).isEqualTo("$3|app|");
    assertThat(app.call("CLIENT", "ID")).startsWith(":");
    assertThat(app.call("CLIENT", "LIST"))
        .isEqualTo("-NOPERM this user has no permissions to run the 'client|list' command|");
    assertThat(app.call("SENTINEL", "MASTERS"))
        .isEqualTo("-NOPERM this user has no permissions to run the 'sentinel|masters' command|");
    String channel =
        "-NOPERM this user has no permissions to access one of the channels used as arguments|";
    assertThat(app.call("SUBSCRIBE", "+sdown", "news")).isEqualTo(channel);
    assertThat(app.call("PSUBSCRIBE", "*")).isEqualTo(channel);
    assertThat(app.call("SUBSCRIBE", "+sdown")).isEqualTo("*3|$9|subscribe|$6|+sdown|:1|");
    assertThat(admin.call("ACL", "LOG"))
        .contains(
            "|$6|reason|$7|channel|",
            "|$6|object|$1|*|",
            "|$6|object|$4|news|",
            "|$6|object|$11|client|list|")
        .contains("|$8|username|$3|app|");
    assertThat(admin.call("ACL", "LOG", "RESET")).isEqualTo("+OK|");
    assertThat(admin.call("ACL", "LOG")).isEqualTo("*0|");
  }

  @Test
  void equal_refusals_are_counted_in_one_entry() throws Exception {
    RespClient client = open(settings -> settings).connect();
    for (int i = 0; i < 3; i++) {
      assertThat(client.call("AUTH", "nobody", "x")).isEqualTo(WRONG_PASSWORD);
    }
    assertThat(client.call("ACL", "LOG"))
        .startsWith(
            "*1|*14|$5|count|:3|$6|reason|$4|auth|$7|context|$8|toplevel|$6|object|$4|auth|$8|username|$6|nobody|");
  }

  @Test
  void a_deleted_user_is_disconnected() throws Exception {
    RespClient admin = open(settings -> settings).connect();
    admin.call(words("ACL SETUSER app on nopass +@all"));
    RespClient app = port().connect();
    app.call("AUTH", "app", "x");
    assertThat(admin.call("ACL", "DELUSER", "app", "nobody")).isEqualTo(":1|");
    assertThat(app.isClosedByServer()).isTrue();
    admin.call(words("ACL SETUSER app on nopass +@all"));
    RespClient suicidal = port().connect();
    suicidal.call("AUTH", "app", "x");
    assertThat(suicidal.call("ACL", "DELUSER", "app")).isEqualTo(":1|");
    assertThat(suicidal.isClosedByServer()).isTrue();
  }

  @Test
  void who_deletes_himself_right_after_another_change_still_gets_the_reply() throws Exception {
    RespClient admin = open(settings -> settings).connect();
    for (int i = 0; i < 200; i++) {
      admin.call(words("ACL SETUSER app on nopass +@all"));
      RespClient suicidal = port().connect();
      suicidal.call("AUTH", "app", "x");
      assertThat(suicidal.call(words("ACL SETUSER default on"))).isEqualTo("+OK|");
      assertThat(suicidal.call("ACL", "DELUSER", "app")).isEqualTo(":1|");
    }
  }

  @Test
  void a_subscriber_that_loses_its_channel_is_disconnected() throws Exception {
    RespClient admin = open(settings -> settings).connect();
    admin.call(words("ACL SETUSER app on nopass +@all allchannels"));
    RespClient loser = port().connect();
    loser.call("AUTH", "app", "x");
    loser.call("SUBSCRIBE", "b");
    RespClient keeper = port().connect();
    keeper.call("AUTH", "app", "x");
    keeper.call("SUBSCRIBE", "a");
    assertThat(admin.call(words("ACL SETUSER app resetchannels &a*"))).isEqualTo("+OK|");
    assertThat(loser.isClosedByServer()).isTrue();
    assertThat(keeper.call("PING")).isEqualTo("*2|$4|pong|$0||");
  }

  @Test
  void users_are_told_to_whoever_saves_them_and_load_again() throws Exception {
    RespClient admin = open(settings -> settings).connect();
    admin.call(words("ACL SETUSER app on >pw ~k* %R~r &c +@pubsub -publish (~x +ping)"));
    assertThat(saved).hasSize(1);
    List<String> lines =
        saved.getFirst().stream().map(line -> line.substring("user ".length())).toList();
    assertThat(lines)
        .hasSize(2)
        .anySatisfy(line ->
            assertThat(line).startsWith("app on #").contains("(~x resetchannels -@all +ping)"));
    assertThat(admin.call(words("ACL SETUSER app bogus")))
        .startsWith("-ERR Error in ACL SETUSER modifier 'bogus'");
    assertThat(saved).hasSize(1);
    close();
    RespServer again = open(settings -> settings.users(lines)).server();
    assertThat(again.userLines()).isEqualTo(saved.getFirst());
  }

  @Test
  void bad_user_lines_stop_the_start_and_name_user_and_reason() {
    assertThatThrownBy(() -> open(settings -> settings.users(List.of("app on +nonsense"))))
        .hasMessage("user app: Unknown command or category name in ACL");
    assertThatThrownBy(() -> open(settings -> settings.users(List.of("app on", "app off"))))
        .hasMessageContaining("Duplicate user");
  }

  @Test
  void the_acl_file_is_loaded_and_saved(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("users.acl");
    Files.writeString(file, "user app on nopass +@all\n\nuser default off\n");
    RespClient client = open(settings -> settings.aclFile(file)).connect();
    assertThat(client.call("PING")).isEqualTo("-NOAUTH Authentication required.|");
    assertThat(client.call("AUTH", "app", "x")).isEqualTo("+OK|");
    assertThat(client.call(words("ACL SETUSER second on >pw"))).isEqualTo("+OK|");
    assertThat(client.call("ACL", "SAVE")).isEqualTo("+OK|");
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("user second on #"));
    Files.writeString(
        file, "user app on nopass +@all\nnonsense\nuser x >secret +foo\nuser app on\n");
    assertThat(client.call("ACL", "LOAD"))
        .startsWith("-ERR ")
        .contains(
            file + ":2 should start with user keyword",
            file + ":3: Error in applying operation '+foo'")
        .contains(
            "Duplicate user 'app' found on line 4.", "no change to the previously active ACL rules")
        .doesNotContain("secret");
    assertThat(client.call("ACL", "USERS")).isEqualTo("*3|$3|app|$7|default|$6|second|");
    Files.writeString(file, "user app on nopass +@all\n");
    RespClient second = port().connect();
    second.call("AUTH", "second", "pw");
    assertThat(client.call("ACL", "LOAD")).isEqualTo("+OK|");
    assertThat(second.isClosedByServer()).isTrue();
  }

  @Test
  void without_a_file_load_and_save_say_so() throws Exception {
    RespClient client = open(settings -> settings).connect();
    assertThat(client.call("ACL", "LOAD")).contains("not configured to use an ACL file");
    assertThat(client.call("ACL", "SAVE")).contains("not configured to use an ACL file");
  }

  @Test
  void a_missing_acl_file_stops_the_start(@TempDir Path folder) {
    assertThatThrownBy(() -> open(settings -> settings.aclFile(folder.resolve("none.acl"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.acl");
  }

  @Test
  void generated_passwords_have_the_length_asked_for() throws Exception {
    RespClient client = open(settings -> settings).connect();
    assertThat(client.call("ACL", "GENPASS")).matches("\\$64\\|[0-9a-f]{64}\\|");
    assertThat(client.call("ACL", "GENPASS", "5")).matches("\\$2\\|[0-9a-f]{2}\\|");
    assertThat(client.call("ACL", "GENPASS")).isNotEqualTo(client.call("ACL", "GENPASS"));
  }

  private TestPort port() {
    if (port == null) {
      throw new IllegalStateException("open a port first");
    }
    return port;
  }

  private static String[] words(String line) {
    return line.split(" ");
  }
}
