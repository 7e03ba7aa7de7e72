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
  private final Agenda agenda;
  private final long since;
  private @Nullable Write safe;
  private boolean masterWiped;

  Group(
      MasterSettings settings,
      long transferMillis,
      long replicationTimeoutMillis,
      boolean announcesNames,
      Agenda agenda) {
    this.settings = settings;
    this.transferMillis = transferMillis;
    this.replicationTimeoutMillis = replicationTimeoutMillis;
    this.announcesNames = announcesNames;
    this.agenda = agenda;
    this.since = agenda.now();
  }

  /** For how long it has been there. */
  long ageMillis() {
    return agenda.now() - since;
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
    boolean same = true;
    for (RedisNode node : nodes) {
      same &= node.data().head() == head;
      node.compareWith(safe);
    }
    safe = same ? head : safe;
  }

  /** The last data set that all nodes had: nothing of it may ever be lost. */
  @Nullable Write safe() {
    return safe;
  }

  /** A master comes back without its data, and its replicas throw theirs away to follow it. */
  void masterWiped() {
    masterWiped = true;
  }

  boolean wasMasterWiped() {
    return masterWiped;
  }
}
