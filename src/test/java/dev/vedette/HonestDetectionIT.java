package dev.vedette;

import static dev.vedette.Conditions.always;
import static dev.vedette.Conditions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Vedette with the periods that everybody has, and the clock of the test: down is who was
 * unreachable for down-after, not sooner and not much later.
 */
class HonestDetectionIT {

  private static final Duration DOWN_AFTER = Duration.ofMillis(1_000);

  /** A tenth for noticing, and what a busy machine needs to let everybody run. */
  private static final Duration AT_THE_LATEST =
      DOWN_AFTER.plus(DOWN_AFTER.dividedBy(10)).plusMillis(500);

  private static final int MASTERS = 8;

  @RegisterExtension final RedisLab lab = new RedisLab();

  /** When the first {@code +sdown} of a master was heard, by its name. */
  private final Map<String, Long> downAt = new ConcurrentHashMap<>();

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      lab.closing(Executors.newScheduledThreadPool(MASTERS));

  private RedisProcess watching(List<RedisProcess> masters) {
    List<String> lines = new ArrayList<>();
    for (RedisProcess master : masters) {
      lines.add("sentinel monitor " + master.name() + " 127.0.0.1 " + master.port() + " 1");
      lines.add("sentinel down-after-milliseconds " + master.name() + " " + DOWN_AFTER.toMillis());
      lines.add("sentinel failover-timeout " + master.name() + " 4000");
    }
    RedisProcess vedette = lab.vedette(lines.toArray(String[]::new));
    listenTo(vedette);
    for (RedisProcess master : masters) {
      eventually(
          "it is watched",
          () -> vedette.command("SENTINEL", "MASTER", master.name()).contains("role-reported"));
    }
    return vedette;
  }

  private void listenTo(RedisProcess vedette) {
    Jedis jedis = lab.closing(vedette.connect());
    jedis.getClient().setSoTimeout(0);
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onPMessage(String pattern, String channel, String message) {
            heard.add(channel + " " + message);
            String[] words = message.split(" ");
            if (channel.equals("+sdown") && words[0].equals("master")) {
              downAt.putIfAbsent(words[1], System.nanoTime());
            }
          }
        };
    Thread.ofVirtual()
        .start(() -> {
          try {
            jedis.psubscribe(listener, "*");
          } catch (JedisException e) {
            heard.add("end: " + e.getMessage());
          }
        });
    eventually("the subscription stands", listener::isSubscribed);
  }

  /** Does that to each at another moment of a second, and returns the times to +sdown. */
  private List<Duration> timesToDown(List<RedisProcess> masters, Consumer<RedisProcess> fault) {
    Map<String, Long> faultAt = new ConcurrentHashMap<>();
    int apart = 1_000 / masters.size();
    for (int i = 0; i < masters.size(); i++) {
      RedisProcess master = masters.get(i);
      later(
          i * apart,
          () -> {
            faultAt.put(master.name(), System.nanoTime());
            fault.accept(master);
          });
    }
    eventually("all are down", () -> downAt.size() == masters.size());
    return masters.stream()
        .map(master ->
            Objects.requireNonNull(downAt.get(master.name()))
                - Objects.requireNonNull(faultAt.get(master.name())))
        .map(Duration::ofNanos)
        .toList();
  }

  private void later(int millis, Runnable action) {
    ScheduledFuture<?> _ = timer.schedule(action, millis, TimeUnit.MILLISECONDS);
  }

  private List<RedisProcess> masters() {
    return Stream.generate(() -> lab.redis()).limit(MASTERS).toList();
  }

  @Test
  void a_killed_master_is_down_after_down_after_and_never_sooner() {
    List<RedisProcess> masters = masters();
    watching(masters);

    List<Duration> times = timesToDown(masters, RedisProcess::kill);

    assertThat(Collections.min(times)).isGreaterThanOrEqualTo(DOWN_AFTER);
    assertThat(Collections.max(times)).isLessThanOrEqualTo(AT_THE_LATEST);
  }

  @Test
  void a_frozen_master_is_down_at_most_a_tenth_after_down_after() {
    List<RedisProcess> masters = masters();
    watching(masters);

    List<Duration> times = timesToDown(masters, RedisProcess::freeze);

    assertThat(Collections.min(times)).isGreaterThanOrEqualTo(DOWN_AFTER);
    assertThat(Collections.max(times)).isLessThanOrEqualTo(AT_THE_LATEST);
  }

  @Test
  void a_master_that_is_back_before_down_after_is_not_failed_over() {
    List<RedisGroup> groups = Stream.generate(() -> lab.group(1)).limit(4).toList();
    List<RedisProcess> masters = groups.stream().map(RedisGroup::master).toList();
    RedisProcess vedette = watching(masters);
    for (RedisGroup group : groups) {
      eventually(
          "the replica is known",
          () ->
              vedette
                  .command("SENTINEL", "REPLICAS", group.master().name())
                  .contains(group.replica(0).address()));
    }

    for (RedisProcess master : masters) {
      master.kill();
      later(50, master::start);
    }
    eventually("all are back", () -> masters.stream().allMatch(HonestDetectionIT::isMaster));

    always(
        DOWN_AFTER.multipliedBy(4),
        "no failover",
        () -> heard.stream().noneMatch(line -> line.startsWith("+try-failover")));
    assertThat(downAt).isEmpty();
    assertThat(masters).allMatch(HonestDetectionIT::isMaster);
  }

  private static boolean isMaster(RedisProcess node) {
    return node.role().equals("master");
  }
}
