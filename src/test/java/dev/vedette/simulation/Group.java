package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.MasterSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A master and its replicas, and what clients wrote to them. */
final class Group {

  final MasterSettings settings;
  final List<RedisNode> nodes = new ArrayList<>();

  /** How long a synchronisation from the beginning takes. */
  final long transferMillis;

  /** How long a silent replication link stands. */
  final long replicationTimeoutMillis;

  /** When which acknowledged write was made, in milliseconds. */
  final Map<Long, Long> acknowledged = new HashMap<>();

  private final boolean announcesNames;
  private @Nullable Write safe;
  private boolean wiped;

  Group(
      MasterSettings settings,
      long transferMillis,
      long replicationTimeoutMillis,
      boolean announcesNames) {
    this.settings = settings;
    this.transferMillis = transferMillis;
    this.replicationTimeoutMillis = replicationTimeoutMillis;
    this.announcesNames = announcesNames;
  }

  String name() {
    return settings.name();
  }

  String announced(Address address) {
    return address.announced(announcesNames);
  }

  void tick() {
    nodes.forEach(RedisNode::tick);
    Write head = nodes.getFirst().data().head();
    for (RedisNode node : nodes) {
      if (node.data().head() != head) {
        return;
      }
    }
    safe = head;
  }

  /** The last data set that all nodes had: nothing of it may ever be lost. */
  @Nullable Write safe() {
    return safe;
  }

  /** A node has lost its disk: what it was the last to hold is nobody's fault. */
  void wiped() {
    wiped = true;
  }

  boolean wasWiped() {
    return wiped;
  }
}
