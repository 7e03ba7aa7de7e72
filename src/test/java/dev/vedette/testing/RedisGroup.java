package dev.vedette.testing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One master and its replicas, as they were when the group was started; roles may move later.
 *
 * @param master the first master
 * @param replicas the first replicas, in the order of their start
 */
public record RedisGroup(RedisProcess master, List<RedisProcess> replicas) {

  public RedisGroup {
    replicas = List.copyOf(replicas);
  }

  /** The replica with that index, starting at 0. */
  public RedisProcess replica(int index) {
    return replicas.get(index);
  }

  /** All nodes, the first master first. */
  public List<RedisProcess> nodes() {
    return Stream.concat(Stream.of(master), replicas.stream()).toList();
  }

  /** The node at that port. */
  public Optional<RedisProcess> atPort(int port) {
    return nodes().stream().filter(node -> node.port() == port).findFirst();
  }

  /** Waits until every replica has an open link to the master. */
  public RedisGroup awaitReplication() {
    Awaitility.await("replication of the group at " + master.port())
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> replicas.stream().allMatch(replica -> replica.followedPort() == master.port()));
    return this;
  }
}
