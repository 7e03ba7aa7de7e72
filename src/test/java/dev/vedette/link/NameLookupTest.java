package dev.vedette.link;

import static dev.vedette.link.FakeServer.redis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.place.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names behind which a node moves, and resolvers that fail or hang. */
class NameLookupTest extends LinksFixture {

  private final Map<String, String> zone = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch thaw = new CountDownLatch(1);

  @BeforeEach
  void useTheZone() {
    useWithLookupTimeout(Duration.ofSeconds(10));
  }

  @AfterEach
  void endHangingLookups() {
    thaw.countDown();
  }

  private void useWithLookupTimeout(Duration timeout) {
    links.close();
    links = new NettyLinks(inbox, LinkSettings.DEFAULTS.withLookupTimeout(timeout), this::lookUp);
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    asked.add(host);
    var ip = zone.get(host);
    if (ip == null) {
      throw new UnknownHostException(host);
    }
    if (ip.equals("hangs")) {
      awaitThaw();
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {InetAddress.ofLiteral(ip)};
  }

  private void awaitThaw() {
    try {
      thaw.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Input.Resolved resolve(String host) {
    var before = inbox.all(Input.Resolved.class).size();
    links.resolve(new Effect.Resolve(host));
    links.flush();
    awaitUntil(() -> assertThat(inbox.all(Input.Resolved.class)).hasSizeGreaterThan(before));
    return inbox.all(Input.Resolved.class).getLast();
  }

  @Test
  void tells_the_address_behind_a_name() {
    zone.put("redis-0.example", "127.0.0.2");

    assertThat(resolve("redis-0.example"))
        .isEqualTo(new Input.Resolved("redis-0.example", "127.0.0.2"));
  }

  @Test
  void tells_that_a_name_does_not_resolve() {
    assertThat(resolve("nowhere.example")).isEqualTo(new Input.Resolved("nowhere.example", null));
    assertThat(links.status().lookupFailures()).isEqualTo(1);
  }

  @Test
  void never_looks_a_numeric_address_up() {
    assertThat(resolve("10.1.2.3").ip()).isEqualTo("10.1.2.3");
    assertThat(resolve("::1").ip()).isEqualTo("::1");
    assertThat(asked).isEmpty();
  }

  @Test
  void looks_the_name_up_again_at_every_attempt() throws IOException {
    try (var server = FakeServer.answering(redis(false))) {
      zone.put("redis.example", "127.0.0.1");
      connect(new Address("redis.example", "", server.port()), PLAIN);
      assertThat(inbox.awaitUp(COMMANDS).remoteIp()).isEqualTo("127.0.0.1");
      disconnect(COMMANDS, "again");
      inbox.awaitDown(COMMANDS);

      zone.put("redis.example", "127.0.0.2"); // nobody listens there
      connect(new Address("redis.example", "127.0.0.1", server.port()), PLAIN);

      awaitUntil(() -> assertThat(inbox.downs(COMMANDS)).isEqualTo(2));
      assertThat(inbox.all(Input.LinkDown.class).getLast().reason())
          .isEqualTo("connection refused");
      assertThat(asked).hasSize(2);
    }
  }

  @Test
  void keeps_the_last_good_answer_when_the_resolver_fails() {
    zone.put("redis.example", "127.0.0.1");
    resolve("redis.example");
    zone.remove("redis.example");

    assertThat(resolve("REDIS.example").ip()).isEqualTo("127.0.0.1");
    assertThat(links.status().lookupFailures()).isEqualTo(1);
  }

  @Test
  void keeps_the_last_good_answer_when_the_resolver_hangs() {
    zone.put("redis.example", "127.0.0.1");
    resolve("redis.example");
    zone.put("redis.example", "hangs");

    assertThat(resolve("redis.example").ip()).isEqualTo("127.0.0.1");
  }

  @Test
  void starts_from_the_address_that_the_state_file_remembers() throws IOException {
    try (var server = FakeServer.answering(redis(false))) {
      connect(new Address("redis.example", "127.0.0.1", server.port()), PLAIN);

      assertThat(inbox.awaitUp(COMMANDS).remoteIp()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void says_which_name_does_not_resolve() {
    connect(new Address("nowhere.example", "", 6379), PLAIN);

    assertThat(inbox.awaitDown(COMMANDS)).isEqualTo("the name nowhere.example does not resolve");
    assertThat(links.status().ended()).containsEntry(EndCause.UNRESOLVED, 1L);
  }

  @Test
  void gives_up_on_a_look_up_that_takes_too_long() {
    useWithLookupTimeout(Duration.ofMillis(50));
    zone.put("slow.example", "hangs");

    connect(new Address("slow.example", "", 6379), PLAIN);

    assertThat(inbox.awaitDown(COMMANDS))
        .isEqualTo("the name slow.example does not resolve within 50 ms");
  }

  @Test
  void hanging_look_ups_stop_no_other_connection() throws IOException {
    for (int i = 0; i < 100; i++) {
      zone.put("hangs-" + i, "hangs");
      links.resolve(new Effect.Resolve("hangs-" + i));
      links.flush();
    }
    try (var server = FakeServer.answering(redis(false))) {
      connect(server.address(), PLAIN);
      inbox.awaitUp(COMMANDS);
      send(1, "PING");

      inbox.awaitReply(1);
      assertThat(inbox.all(Input.Resolved.class)).isEmpty();
      assertThat(asked).hasSizeLessThanOrEqualTo(8);
    }
  }

  @Test
  void asks_once_when_many_ask_for_the_same_name() {
    zone.put("slow.example", "hangs");
    for (int i = 0; i < 10; i++) {
      links.resolve(new Effect.Resolve("slow.example"));
      links.flush();
    }
    awaitUntil(() -> assertThat(asked).hasSize(1));
    thaw.countDown();

    awaitUntil(() -> assertThat(inbox.all(Input.Resolved.class)).hasSize(10));
    assertThat(asked.size()).isLessThan(10);
  }

  @Test
  void tries_the_next_address_of_a_name_when_nobody_listens_at_the_first() throws IOException {
    try (var server = FakeServer.answering(redis(false));
        var dual =
            new NettyLinks(
                inbox,
                LinkSettings.DEFAULTS,
                host ->
                    new InetAddress[] {
                      InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")
                    })) {
      dual.connect(
          new Effect.Connect(
              COMMANDS,
              Effect.Purpose.COMMANDS,
              Effect.Remote.MASTER,
              new Address("localhost.example", "", server.port()),
              null,
              PLAIN));
      dual.flush();

      assertThat(inbox.awaitUp(COMMANDS).remoteIp()).isEqualTo("127.0.0.1");
    }
  }
}
