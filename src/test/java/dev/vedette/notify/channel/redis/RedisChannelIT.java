package dev.vedette.notify.channel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.notify.Alerts;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.DeliveryResult.Delivered;
import dev.vedette.notify.channel.DeliveryResult.Rejected;
import dev.vedette.notify.channel.DeliveryResult.Retry;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.settings.TestChannels;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Redis channel on a real Redis. */
class RedisChannelIT {

  private static final JsonMapper JSON = new JsonMapper();

  @RegisterExtension final RedisLab lab = new RedisLab();

  private Channel channel(RedisProcess redis, Map<String, ?> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("host", "127.0.0.1");
    properties.put("port", redis.port());
    properties.putIfAbsent("timeout", "2s");
    Channel channel = TestChannels.of("redis", properties);
    lab.closing((AutoCloseable) channel::close);
    return channel;
  }

  private static DeliveryResult deliver(Channel channel, Notification notification)
      throws Exception {
    return channel.deliver(new Channel.Attempt(notification, 1, null));
  }

  private static Notification message() {
    return Alerts.notification("r", Alerts.of("+odown", "größe"));
  }

  @Test
  void publishes_the_message_as_json_to_those_who_listen() throws Exception {
    RedisProcess redis = lab.redis();
    Channel channel = channel(redis, Map.of("channel", "alerts"));
    List<String> heard = new CopyOnWriteArrayList<>();
    JedisPubSub ears =
        new JedisPubSub() {
          @Override
          public void onMessage(String from, String text) {
            heard.add(text);
          }
        };
    try (Jedis listener = redis.connect()) {
      Thread thread = Thread.ofVirtual().start(() -> listener.subscribe(ears, "alerts"));
      await().atMost(Duration.ofSeconds(60)).until(ears::isSubscribed);
      Notification message = message();

      assertThat(deliver(channel, message)).isEqualTo(new Delivered("received by 1"));

      await().atMost(Duration.ofSeconds(60)).until(() -> heard.size() == 1);
      JsonNode json = JSON.readTree(heard.getFirst());
      assertThat(json.path("id").asString()).isEqualTo(message.id());
      assertThat(json.path("data").path("master").asString()).isEqualTo("größe");
      ears.unsubscribe();
      thread.join();
    }
  }

  @Test
  void without_a_listener_it_is_told_to_nobody_and_says_so() throws Exception {
    Channel channel = channel(lab.redis(), Map.of("channel", "alerts"));

    assertThat(deliver(channel, message())).isEqualTo(new Delivered("received by 0"));
  }

  @Test
  void a_stream_keeps_the_messages_in_order_and_about_as_many_as_it_may() throws Exception {
    RedisProcess redis = lab.redis("--stream-node-max-entries", "10");
    Channel channel = channel(redis, Map.of("stream", "events", "max-length", 50));
    Notification last = message();
    for (int i = 0; i < 200; i++) {
      last = message();
      assertThat(deliver(channel, last)).isInstanceOf(Delivered.class);
    }

    try (Jedis jedis = redis.connect()) {
      assertThat(jedis.xlen("events")).isBetween(50L, 60L);
      List<StreamEntry> entries =
          jedis.xrange("events", (StreamEntryID) null, (StreamEntryID) null);
      Map<String, String> fields = entries.getLast().getFields();
      assertThat(fields).containsEntry("id", last.id()).containsKeys("summary", "json");
      assertThat(JSON.readTree(fields.get("json")).path("id").asString()).isEqualTo(last.id());
    }
  }

  @Test
  void logs_in_and_chooses_the_database() throws Exception {
    RedisProcess redis = lab.redisWithPassword("geheim");
    Channel channel =
        channel(redis, Map.of("stream", "events", "password", "geheim", "database", 3));

    assertThat(deliver(channel, message())).isInstanceOf(Delivered.class);

    try (Jedis jedis = redis.connect()) {
      jedis.select(3);
      assertThat(jedis.xlen("events")).isEqualTo(1);
    }
  }

  @Test
  void a_wrong_password_is_tried_again_and_never_shown() throws Exception {
    RedisProcess redis = lab.redisWithPassword("geheim");
    Channel channel = channel(redis, Map.of("stream", "events", "password", "falsch"));

    assertThat(deliver(channel, message()))
        .isInstanceOfSatisfying(
            Retry.class,
            retry -> assertThat(retry.error()).contains("WRONGPASS").doesNotContain("falsch"));
  }

  @Test
  void a_redis_that_was_down_gets_the_message_when_it_is_back() throws Exception {
    RedisProcess redis = lab.redis();
    Channel channel = channel(redis, Map.of("stream", "events"));
    assertThat(deliver(channel, message())).isInstanceOf(Delivered.class);
    redis.kill();
    assertThat(deliver(channel, message())).isInstanceOf(Retry.class);

    redis.start();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> deliver(channel, message()) instanceof Delivered);
  }

  @Test
  void a_redis_that_hangs_is_given_up_after_the_time_limit() throws Exception {
    RedisProcess redis = lab.redis();
    Channel channel = channel(redis, Map.of("stream", "events", "timeout", "200ms"));
    redis.freeze();

    assertThat(deliver(channel, message())).isInstanceOf(Retry.class);

    redis.resume();
  }

  @Test
  void a_key_of_another_type_is_a_mistake_that_another_attempt_would_not_mend() throws Exception {
    RedisProcess redis = lab.redis();
    try (Jedis jedis = redis.connect()) {
      jedis.set("events", "a string");
    }

    assertThat(deliver(channel(redis, Map.of("stream", "events")), message()))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.error()).startsWith("WRONGTYPE"));
  }
}
