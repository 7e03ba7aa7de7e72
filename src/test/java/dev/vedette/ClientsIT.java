package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;

/** Clients find the master through our port, write, follow a failover, and write again. */
class ClientsIT {

  @RegisterExtension final RedisLab lab = new RedisLab();

  private RedisGroup group;
  private List<VedetteNode> fleet;

  @BeforeEach
  void three_vedettes_watch_a_master_and_a_replica() {
    group = lab.group(1);
    fleet =
        List.of(
            VedetteNode.watching(lab, group, 2),
            VedetteNode.watching(lab, group, 2),
            VedetteNode.watching(lab, group, 2));
    for (VedetteNode node : fleet) {
      eventually(
          "the fleet is complete",
          () -> node.master().peers().size() == 2 && node.master().replicas().size() == 1);
    }
  }

  private static void eventually(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(VedetteNode.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(condition);
  }

  private void failOver() {
    group.master().kill();
    int promoted = group.replica(0).port();
    fleet.forEach(node -> eventually("switched", () -> node.masterPort() == promoted));
  }

  private String valueOnNewMaster(String key) {
    try (var jedis = group.replica(0).connect()) {
      return jedis.get(key);
    }
  }

  @Test
  void jedis_follows() {
    Set<HostAndPort> sentinels =
        fleet.stream()
            .map(node -> new HostAndPort("127.0.0.1", node.port()))
            .collect(Collectors.toSet());
    try (RedisSentinelClient client =
        RedisSentinelClient.builder()
            .masterName("mymaster")
            .sentinels(sentinels)
            .clientConfig(DefaultJedisClientConfig.builder().build())
            .build()) {
      assertThat(client.set("jedis", "before")).isEqualTo("OK");

      failOver();

      eventually("writes again", () -> client.set("jedis", "after").equals("OK"));
      assertThat(valueOnNewMaster("jedis")).isEqualTo("after");
    }
  }

  @Test
  void spring_data_redis_follows() {
    RedisSentinelConfiguration configuration = new RedisSentinelConfiguration().master("mymaster");
    fleet.forEach(node -> configuration.sentinel("127.0.0.1", node.port()));
    JedisConnectionFactory factory = new JedisConnectionFactory(configuration);
    factory.afterPropertiesSet();
    factory.start();
    try {
      StringRedisTemplate template = new StringRedisTemplate(factory);
      template.opsForValue().set("spring", "before");

      failOver();

      eventually(
          "writes again",
          () -> {
            template.opsForValue().set("spring", "after");
            return true;
          });
      assertThat(valueOnNewMaster("spring")).isEqualTo("after");
    } finally {
      factory.destroy();
    }
  }

  @Test
  void lettuce_follows() {
    RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId("mymaster");
    fleet.forEach(node -> uri.withSentinel("127.0.0.1", node.port()));
    RedisClient client = RedisClient.create();
    try (var connection = MasterReplica.connect(client, StringCodec.UTF8, uri.build())) {
      connection.setReadFrom(ReadFrom.UPSTREAM);
      assertThat(connection.sync().set("lettuce", "before")).isEqualTo("OK");

      failOver();

      eventually("writes again", () -> connection.sync().set("lettuce", "after").equals("OK"));
      assertThat(valueOnNewMaster("lettuce")).isEqualTo("after");
    } finally {
      client.shutdown();
    }
  }
}
