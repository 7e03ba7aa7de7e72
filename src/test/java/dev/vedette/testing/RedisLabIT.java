package dev.vedette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** The laboratory itself: what other tests rely on. */
class RedisLabIT {

  @RegisterExtension final RedisLab lab = new RedisLab();

  @Test
  void replicas_of_a_group_follow_its_master() {
    RedisGroup group = lab.group(2);

    assertThat(group.master().role()).isEqualTo("master");
    assertThat(group.replicas())
        .allSatisfy(replica -> assertThat(replica.followedPort()).isEqualTo(group.master().port()));
  }

  @Test
  void a_killed_node_comes_back_at_its_port_with_its_configuration() {
    RedisGroup group = lab.group("secret", 1);
    RedisProcess replica = group.replica(0);

    replica.kill();
    assertThat(replica.isAlive()).isFalse();
    assertThat(replica.role()).isEmpty();

    replica.start();
    group.awaitReplication();
    assertThat(replica.followedPort()).isEqualTo(group.master().port());
  }

  @Test
  void a_frozen_node_answers_nothing_until_it_is_resumed() {
    RedisProcess node = lab.redis();

    node.freeze();
    assertThat(node.isAlive()).isTrue();
    assertThat(node.role()).isEmpty();

    node.resume();
    await().atMost(Duration.ofSeconds(5)).until(() -> node.role().equals("master"));
  }

  @Test
  void the_packaged_redis_works_like_the_installed_one() {
    try (RedisLab packaged = new RedisLab(RedisBinary.embedded())) {
      RedisProcess node = packaged.redis();
      try (Jedis jedis = node.connect()) {
        jedis.set("key", "value");
        assertThat(jedis.get("key")).isEqualTo("value");
      }
    }
  }

  @Test
  void a_real_sentinel_watches_a_group() {
    RedisGroup group = lab.group(1);
    RedisProcess sentinel =
        lab.sentinel("sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " 1");

    try (Jedis jedis = sentinel.connect()) {
      assertThat(jedis.sentinelGetMasterAddrByName("mymaster"))
          .containsExactly("127.0.0.1", Integer.toString(group.master().port()));
    }
  }
}
