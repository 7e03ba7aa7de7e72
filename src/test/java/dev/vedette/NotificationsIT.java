package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import dev.vedette.notify.HttpSink;
import dev.vedette.notify.Notifications;
import dev.vedette.notify.NotifyConfiguration;
import dev.vedette.notify.delivery.DeliveryFilter;
import dev.vedette.notify.delivery.DeliveryState;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What three Vedettes tell about a failover of a real Redis, by mail and webhook. */
class NotificationsIT {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr";
  private static final JsonMapper JSON = new JsonMapper();

  @RegisterExtension final RedisLab lab = new RedisLab();
  private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
  private final HttpSink sink = new HttpSink();
  private final List<VedetteNode> nodes = new ArrayList<>();
  private final List<Notifications> notifications = new ArrayList<>();
  private int mailPort;

  @BeforeEach
  void start() {
    mail.start();
    mailPort = mail.getSmtp().getPort();
  }

  @AfterEach
  void stop() {
    sink.close();
    mail.stop();
  }

  @Test
  void on_the_essential_set_one_failover_is_three_mails_and_three_signed_posts_in_order()
      throws Exception {
    RedisGroup group = fleet("essential");

    failOver(group);

    assertThat(mail.getReceivedMessages())
        .extracting(NotificationsIT::event)
        .containsExactly("+try-failover", "+promoted-slave", "+failover-end");
    assertThat(sink.received())
        .extracting(request -> alert(request.body()).path("event").asString())
        .containsExactly("+try-failover", "+promoted-slave", "+failover-end");
    for (HttpSink.Received request : sink.received()) {
      new Webhook(SECRET)
          .verify(request.body(), HttpHeaders.of(request.headers(), (name, value) -> true));
      assertThat(alert(request.body()).path("role").asString()).isEqualTo("leader");
    }
  }

  @Test
  void on_all_warnings_each_tells_what_it_hands_to_its_notification_script() throws Exception {
    Path told = lab.folder().resolve("told");
    Path script = script("#!/bin/sh\nprintf '%s %s\\n' \"$1\" \"$2\" >> " + told + "\n");
    RedisGroup group = fleet("all-warnings", "sentinel notification-script mymaster " + script);

    failOver(group);

    List<String> warnings = nodes.stream().flatMap(node -> warnings(node).stream()).toList();
    assertThat(warnings).hasSizeGreaterThan(20);
    await("all scripts have run")
        .atMost(VedetteNode.PATIENCE)
        .until(() -> lines(told).size() == warnings.size());
    assertThat(lines(told)).containsExactlyInAnyOrderElementsOf(warnings);
    assertThat(
            sink.received().stream()
                .map(request -> alert(request.body()))
                .map(a -> a.path("event").asString() + " " + a.path("payload").asString()))
        .containsExactlyInAnyOrderElementsOf(warnings);
    assertThat(mail.getReceivedMessages()).hasSize(warnings.size());
    for (VedetteNode node : nodes) {
      String id = node.view().myId();
      assertThat(
              sink.received().stream()
                  .filter(request -> sentinel(request.body()).equals(id))
                  .map(request -> alert(request.body()))
                  .map(a -> a.path("event").asString() + " " + a.path("payload").asString()))
          .as("in the order in which it happened")
          .containsExactlyElementsOf(warnings(node));
    }
  }

  @Test
  void a_failover_does_not_wait_while_every_channel_is_stuck_and_ten_thousand_events_come() {
    CountDownLatch never = new CountDownLatch(1);
    sink.behave(exchange -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    mailPort = sink.port(); // takes the connection, and never says what a mail server says first
    RedisGroup group = fleet("all-warnings");

    for (VedetteNode node : nodes) {
      for (int i = 0; i < 10_000; i++) {
        node.engine().publish(noise(i));
      }
    }
    awaitFailover(group);

    for (int i = 0; i < nodes.size(); i++) {
      VedetteNode node = nodes.get(i);
      Notifications its = notifications.get(i);
      await("all is looked at")
          .atMost(Duration.ofMinutes(5))
          .until(
              () -> its.counters().events() + its.counters().eventsLost() >= node.events().size());
      assertThat(its.list(DeliveryFilter.of(DeliveryState.DELIVERED), Long.MAX_VALUE, 1)).isEmpty();
    }
    never.countDown();
  }

  private static Event noise(int i) {
    return new Event(
        EventType.SET, "noise", null, "master noise 127.0.0.1 1 quorum " + i, Role.OBSERVER, 0);
  }

  /** Three Vedettes that know each other, with the route. */
  private RedisGroup fleet(String set, String... lines) {
    RedisGroup group = lab.group(2);
    for (int i = 0; i < 3; i++) {
      VedetteNode node = VedetteNode.watching(lab, group, 2, lines);
      nodes.add(node);
      notifications.add(notifications(node, set));
    }
    await("they know each other and the replicas")
        .atMost(VedetteNode.PATIENCE)
        .until(() ->
            nodes.stream()
                .map(VedetteNode::master)
                .allMatch(m -> m.peers().size() == 2 && m.replicas().size() == 2));
    return group;
  }

  /** The notification side as the admin side has it, as a child of the engine's context. */
  private Notifications notifications(VedetteNode node, String set) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("channels.email.mail.to", "ops@example.org");
    properties.put("channels.email.mail.from", "vedette@example.org");
    properties.put("channels.email.mail.host", "127.0.0.1");
    properties.put("channels.email.mail.port", mailPort);
    properties.put("channels.email.mail.starttls", "off");
    properties.put("channels.webhook.hook.url", sink.url("/hook"));
    properties.put("channels.webhook.hook.secrets", SECRET);
    properties.put("channels.webhook.hook.allow-private-networks", true);
    properties.put("routes[0].name", "route");
    properties.put("routes[0].set", set);
    properties.put("routes[0].channels", "mail,hook");
    Map<String, Object> full = new HashMap<>();
    properties.forEach((name, value) -> full.put("vedette.notify." + name, value));
    AnnotationConfigApplicationContext child =
        lab.closing(new AnnotationConfigApplicationContext());
    child.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", full));
    child.setParent(node.context());
    child.register(NotifyConfiguration.class, SslAutoConfiguration.class);
    child.refresh();
    return child.getBean(Notifications.class);
  }

  /** Until all agree, the old master is seen down as a replica, and nothing is left to be told. */
  private void failOver(RedisGroup group) {
    awaitFailover(group);
    assertThat(nodes.stream().mapToLong(node -> node.count(EventType.FAILOVER_END)).sum())
        .isEqualTo(1);
    await("all is told")
        .atMost(VedetteNode.PATIENCE)
        .until(() -> {
          for (int i = 0; i < nodes.size(); i++) {
            if (!isDone(nodes.get(i), notifications.get(i))) {
              return false;
            }
          }
          return true;
        });
  }

  private void awaitFailover(RedisGroup group) {
    int old = group.master().port();
    group.master().kill();
    await("a failover")
        .atMost(VedetteNode.PATIENCE)
        .until(() ->
            nodes.stream()
                .allMatch(node ->
                    node.saw(EventType.SWITCH_MASTER)
                        && node.lines().stream()
                            .anyMatch(line -> line.contains("+sdown slave 127.0.0.1:" + old))));
  }

  private static boolean isDone(VedetteNode node, Notifications its) {
    return its.counters().events() == node.events().size()
        && its.listener().isIdle()
        && its.list(DeliveryFilter.of(DeliveryState.WAITING), Long.MAX_VALUE, 1).isEmpty();
  }

  /** What a Sentinel hands to the script of a master. */
  private static List<String> warnings(VedetteNode node) {
    return node.events().stream()
        .map(published -> published.event())
        .filter(event -> event.type().level() == EventLevel.WARNING && event.master() != null)
        .map(event -> event.type().wireName() + " " + event.payload())
        .toList();
  }

  private Path script(String text) throws IOException {
    Path script = lab.folder().resolve("notify.sh");
    Files.writeString(script, text);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static String event(MimeMessage message) {
    try {
      return message.getHeader("X-Vedette-Events")[0].split(";", 2)[0];
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode alert(String body) {
    return JSON.readTree(body).path("data").path("alerts").path(0);
  }

  private static String sentinel(String body) {
    return JSON.readTree(body).path("data").path("sentinel").asString();
  }
}
