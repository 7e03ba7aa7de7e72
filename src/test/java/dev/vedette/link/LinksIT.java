package dev.vedette.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.config.PemFiles;
import dev.vedette.config.PemTls;
import dev.vedette.sentinel.message.Effect.LinkProfile;
import dev.vedette.sentinel.message.Effect.Remote;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisBinary;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import dev.vedette.testing.TestCertificate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Links to real {@code redis-server} and {@code redis-sentinel} processes. */
class LinksIT extends LinksFixture {

  private static final String HELLO_TEXT = "127.0.0.1,26379,abc,1,mymaster,127.0.0.1,6379,0";

  @RegisterExtension final RedisLab lab = new RedisLab();

  private static Address address(RedisProcess redis) {
    return Address.ofIp("127.0.0.1", redis.port());
  }

  private void awaitSubscription() {
    inbox.awaitFirst(Input.HelloReceived.class, hello -> hello.payload() == null);
  }

  private Reply ask(long ticket, String... words) {
    send(ticket, words);
    return inbox.awaitReply(ticket).reply();
  }

  private static String clientList(RedisProcess redis) {
    try (Jedis jedis = redis.connect()) {
      return jedis.clientList();
    }
  }

  private void sharesOneConnection(RedisProcess redis) {
    connect(address(redis), PLAIN);
    subscribe(address(redis), PUBSUB);
    awaitSubscription();

    assertThat(ask(1, "PING")).isEqualTo(new Reply.Status("PONG"));
    assertThat(ask(2, "PUBLISH", "__sentinel__:hello", HELLO_TEXT)).isEqualTo(new Reply.Number(1));
    inbox.awaitFirst(Input.HelloReceived.class, hello -> HELLO_TEXT.equals(hello.payload()));
    assertThat(ask(3, "INFO"))
        .isInstanceOfSatisfying(
            Reply.Text.class,
            info -> assertThat(info.text()).startsWith("# Server").contains("role:master"));
    assertThat(clientList(redis))
        .containsOnlyOnce("name=sentinel-abcdef12-cmd")
        .doesNotContain("-pubsub");
  }

  @Test
  void shares_one_connection_with_the_installed_redis() {
    sharesOneConnection(lab.redis());
  }

  @Test
  void shares_one_connection_with_redis_6() {
    try (RedisLab old = new RedisLab(RedisBinary.embedded62())) {
      sharesOneConnection(old.redis());
    }
  }

  @Test
  void uses_two_connections_where_hello_is_disabled() {
    RedisProcess redis = lab.redis("--rename-command", "HELLO", "");
    connect(address(redis), PLAIN);
    subscribe(address(redis), PUBSUB);
    awaitSubscription();

    assertThat(ask(1, "PUBLISH", "__sentinel__:hello", HELLO_TEXT)).isEqualTo(new Reply.Number(1));
    inbox.awaitFirst(Input.HelloReceived.class, hello -> HELLO_TEXT.equals(hello.payload()));
    assertThat(clientList(redis))
        .contains("name=sentinel-abcdef12-cmd")
        .contains("name=sentinel-abcdef12-pubsub");
  }

  @Test
  void authenticates_an_acl_user() {
    RedisProcess redis = lab.redis();
    try (Jedis jedis = redis.connect()) {
      jedis.aclSetUser("watcher", "on", ">s3cret", "+@all", "resetchannels", "&__sentinel__:hello");
    }
    connect(address(redis), WITH_PASSWORD);
    subscribe(address(redis), PUBSUB);
    awaitSubscription();

    assertThat(ask(1, "ACL", "WHOAMI")).isEqualTo(new Reply.Text("watcher"));
  }

  @Test
  void says_that_an_acl_user_may_not_subscribe() {
    RedisProcess redis = lab.redis();
    try (Jedis jedis = redis.connect()) {
      jedis.aclSetUser("watcher", "on", ">s3cret", "+@all", "resetchannels");
    }
    connect(address(redis), WITH_PASSWORD);
    subscribe(address(redis), PUBSUB);

    assertThat(inbox.awaitDown(HELLO)).contains("the server refused the subscription: NOPERM");
    assertThat(ask(1, "PING")).isEqualTo(new Reply.Status("PONG"));
  }

  @Test
  void authenticates_with_a_password() {
    RedisProcess redis = lab.redisWithPassword("s3cret");
    connect(address(redis), new LinkProfile(null, "s3cret", "sentinel-1-cmd", Map.of()));
    inbox.awaitUp(COMMANDS);

    assertThat(ask(1, "PING")).isEqualTo(new Reply.Status("PONG"));
    assertThat(links.status().authFailures()).isZero();
  }

  @Test
  void needs_no_password_where_none_is_set() {
    connect(address(lab.redis()), new LinkProfile(null, "not needed", "sentinel-1-cmd", Map.of()));
    inbox.awaitUp(COMMANDS);

    assertThat(ask(1, "PING")).isEqualTo(new Reply.Status("PONG"));
    assertThat(inbox.downs(COMMANDS)).isZero();
  }

  @Test
  void stays_connected_with_a_wrong_password_and_passes_the_answers_on() {
    RedisProcess redis = lab.redisWithPassword("s3cret");
    connect(address(redis), new LinkProfile(null, "wrong", "sentinel-1-cmd", Map.of()));
    subscribe(address(redis), new LinkProfile(null, "wrong", "sentinel-1-pubsub", Map.of()));
    inbox.awaitUp(COMMANDS);

    assertThat(ask(1, "PING")).isEqualTo(new Reply.Failure("NOAUTH Authentication required."));
    assertThat(inbox.awaitDown(HELLO))
        .isEqualTo("the server refused the subscription: NOAUTH Authentication required.");
    assertThat(links.status().authFailures()).isPositive();
    assertThat(inbox.downs(COMMANDS)).isZero();
  }

  @Test
  void is_up_with_a_frozen_server_and_gets_its_answers_when_it_goes_on() {
    RedisProcess redis = lab.redis().freeze();
    connect(address(redis), PLAIN);
    inbox.awaitUp(COMMANDS);
    send(1, "PING");
    assertThat(inbox.all(Input.Replied.class)).isEmpty();

    redis.resume();

    assertThat(inbox.awaitReply(1).reply()).isEqualTo(new Reply.Status("PONG"));
  }

  @Test
  void both_uses_end_when_the_server_is_killed_and_come_back_with_it() {
    RedisProcess redis = lab.redis();
    connect(address(redis), PLAIN);
    subscribe(address(redis), PUBSUB);
    awaitSubscription();

    redis.kill();

    assertThat(inbox.awaitDown(COMMANDS)).matches("closed by the server|Connection reset");
    assertThat(inbox.awaitDown(HELLO)).isEqualTo(inbox.awaitDown(COMMANDS));
    connect(address(redis), PLAIN);
    awaitUntil(() -> assertThat(links.status().ended()).containsEntry(EndCause.REFUSED, 1L));
    redis.start();
    connect(address(redis), PLAIN);
    awaitUntil(() -> assertThat(inbox.all(Input.LinkUp.class)).hasSize(3));
    assertThat(ask(9, "PING")).isEqualTo(new Reply.Status("PONG"));
  }

  @Test
  void survives_the_transaction_that_reconfigures_a_node() {
    RedisProcess master = lab.redis();
    RedisProcess replica = lab.replicaOf(master, null);
    connect(address(replica), PLAIN);
    subscribe(address(replica), PUBSUB);
    awaitSubscription();
    ask(1, "MULTI");
    ask(2, "SLAVEOF", "NO", "ONE");
    ask(3, "CLIENT", "KILL", "TYPE", "normal");
    ask(4, "CLIENT", "KILL", "TYPE", "pubsub");

    assertThat(ask(5, "EXEC"))
        .isInstanceOfSatisfying(Reply.Many.class, many -> assertThat(many.items()).hasSize(3));
    assertThat(replica.role()).isEqualTo("master");
    assertThat(inbox.downs(COMMANDS)).isZero();
    assertThat(inbox.downs(HELLO)).isZero();
  }

  @Test
  void passes_on_that_a_server_is_busy_and_can_end_the_script() throws InterruptedException {
    RedisProcess redis = lab.redis("--busy-reply-threshold", "50");
    connect(address(redis), PLAIN);
    inbox.awaitUp(COMMANDS);
    var script =
        Thread.startVirtualThread(() -> {
          try (Jedis jedis = redis.connect()) {
            jedis.eval("while true do end");
          } catch (redis.clients.jedis.exceptions.JedisException e) {
            // killed, or given up on
          }
        });
    long[] ticket = {10};
    awaitUntil(() ->
        assertThat(ask(++ticket[0], "PING"))
            .isInstanceOfSatisfying(
                Reply.Failure.class, busy -> assertThat(busy.text()).startsWith("BUSY")));

    assertThat(ask(5, "SCRIPT", "KILL")).isEqualTo(new Reply.Status("OK"));
    assertThat(ask(6, "PING")).isEqualTo(new Reply.Status("PONG"));
    script.join();
  }

  @Test
  void talks_to_a_real_sentinel() {
    RedisProcess master = lab.redis();
    RedisProcess sentinel =
        lab.sentinel("sentinel monitor mymaster 127.0.0.1 " + master.port() + " 2");
    connect(address(sentinel), Remote.SENTINEL, PLAIN);
    inbox.awaitUp(COMMANDS);

    assertThat(ask(1, "PING")).isEqualTo(new Reply.Status("PONG"));
    assertThat(
            ask(
                2,
                "SENTINEL",
                "IS-MASTER-DOWN-BY-ADDR",
                "127.0.0.1",
                Integer.toString(master.port()),
                "0",
                "*"))
        .isEqualTo(
            new Reply.Many(List.of(new Reply.Number(0), new Reply.Text("*"), new Reply.Number(0))));
    assertThat(clientList(sentinel)).contains("name=sentinel-abcdef12-cmd");
  }

  @Test
  void connects_over_tls_with_a_client_certificate() throws IOException {
    var node = TestCertificate.make(lab.folder(), "node");
    var watcher = TestCertificate.make(lab.folder(), "watcher");
    int tlsPort = FreePorts.next();
    startWithTls(tlsPort, node, watcher);
    var tls =
        PemTls.load(
            new PemFiles(watcher.certificate(), watcher.key(), null, node.certificate(), null));
    use(LinkSettings.DEFAULTS.withTls(new LinkTls(tls::context, List.of(), List.of())));
    var address = Address.ofIp("127.0.0.1", tlsPort);

    connect(address, PLAIN);
    subscribe(address, PUBSUB);
    awaitSubscription();

    assertThat(ask(1, "PUBLISH", "__sentinel__:hello", HELLO_TEXT)).isEqualTo(new Reply.Number(1));
    inbox.awaitFirst(Input.HelloReceived.class, hello -> HELLO_TEXT.equals(hello.payload()));
  }

  private void startWithTls(int port, TestCertificate own, TestCertificate trusted) {
    try {
      lab.redis(
          "--tls-port",
          Integer.toString(port),
          "--tls-cert-file",
          own.certificate().toString(),
          "--tls-key-file",
          own.key().toString(),
          "--tls-ca-cert-file",
          trusted.certificate().toString());
    } catch (IllegalStateException e) {
      Assumptions.assumeFalse(
          String.valueOf(e.getMessage()).contains("Bad directive"),
          "this redis-server is built without TLS");
      throw e;
    }
  }

  @Test
  void says_that_a_port_wants_tls() throws IOException {
    var node = TestCertificate.make(lab.folder(), "node");
    int tlsPort = FreePorts.next();
    startWithTls(tlsPort, node, node);

    connect(Address.ofIp("127.0.0.1", tlsPort), PLAIN);

    // OpenSSL says what is wrong in an alert, or hangs up, depending on its version.
    assertThat(inbox.awaitDown(COMMANDS))
        .matches(".*does this port want TLS.*|closed by the server|Connection reset");
  }
}
