package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import org.jspecify.annotations.Nullable;

/**
 * How a node follows another one: it dials, continues where it was or synchronises from the
 * beginning (which takes time and may fail), and then receives the stream.
 */
final class Replication {

  /** How far it is. */
  enum Phase {
    DIALLING,
    TRANSFERRING,
    LOADING,
    CONNECTED
  }

  private static final long DIAL_MILLIS = 300;
  private static final long RETRY_MILLIS = 1_000;
  private static final long NEVER = -1;

  private final RedisNode node;
  private final Agenda agenda;
  private final Network network;
  private @Nullable Address master;
  private @Nullable RedisNode source;
  private int sourceRoles;
  private @Nullable DataSet snapshot;
  private Phase phase = Phase.DIALLING;
  private long phaseEndsAt;
  private long heardAt;
  private long downSince = NEVER;

  Replication(RedisNode node, Agenda agenda, Network network) {
    this.node = node;
    this.agenda = agenda;
    this.network = network;
  }

  @Nullable Address master() {
    return master;
  }

  /** Whether it receives the stream of its master. */
  boolean isUp() {
    return master != null && phase == Phase.CONNECTED;
  }

  boolean isTransferring() {
    return master != null && phase == Phase.TRANSFERRING;
  }

  boolean isLoading() {
    return master != null && phase == Phase.LOADING;
  }

  boolean isInSyncWith(RedisNode other) {
    return isUp() && source == other && sourceRoles == other.roleChanges();
  }

  /** For how long the link has been down, -1 when it has not been up since it follows. */
  long downSeconds() {
    return downSince == NEVER ? NEVER : (agenda.now() - downSince) / 1000;
  }

  /** Whether {@code slave_repl_offset} has a meaning; Redis says 1 when a full one has begun. */
  boolean knowsOffset() {
    return phase == Phase.DIALLING || phase == Phase.CONNECTED;
  }

  /** Follows that one from now on; nobody, for null. */
  void follow(@Nullable Address newMaster) {
    boolean wasUp = isUp();
    master = newMaster;
    source = null;
    downSince = newMaster == null ? NEVER : wasUp ? agenda.now() : downSince;
    dial(DIAL_MILLIS);
  }

  /** The process begins anew and has never had a link. */
  void restart(@Nullable Address savedMaster) {
    follow(savedMaster);
    downSince = NEVER;
  }

  /** Has followed that one for long. */
  void hasFollowed(RedisNode from) {
    master = from.address;
    source = from;
    sourceRoles = from.roleChanges();
    heardAt = agenda.now();
    phase = Phase.CONNECTED;
  }

  private void dial(long afterMillis) {
    phase = Phase.DIALLING;
    snapshot = null;
    phaseEndsAt = agenda.now() + afterMillis;
  }

  private void lose() {
    if (phase == Phase.CONNECTED) {
      downSince = agenda.now();
    }
    source = null;
    dial(RETRY_MILLIS);
  }

  /** Time goes on; called ten times a second while the node runs and follows. */
  void tick() {
    RedisNode found = source;
    if (found == null) {
      if (agenda.now() >= phaseEndsAt) {
        tryToConnect();
      }
      return;
    }
    if (isLost(found)) {
      if (phase == Phase.LOADING) {
        source = null;
      } else {
        lose();
        return;
      }
    }
    switch (phase) {
      case DIALLING -> {}
      case TRANSFERRING -> transfer();
      case LOADING -> load();
      case CONNECTED -> {
        if (reaches(found)) {
          node.data().advanceTo(found.data());
        }
      }
    }
  }

  private boolean isLost(RedisNode from) {
    if (reaches(from)) {
      heardAt = agenda.now();
    }
    return !from.isAlive()
        || from.roleChanges() != sourceRoles
        || agenda.now() - heardAt > node.timeoutMillis();
  }

  private boolean reaches(RedisNode from) {
    return !from.isFrozen() && !network.isBlocked(from, node) && !network.isBlocked(node, from);
  }

  private void tryToConnect() {
    phase = Phase.DIALLING;
    Address wanted = master;
    RedisNode found = wanted == null ? null : node.lookUp(wanted);
    if (found == null || found == node || !found.isWell() || !reaches(found) || !found.serves()) {
      phaseEndsAt = agenda.now() + RETRY_MILLIS;
      return;
    }
    source = found;
    sourceRoles = found.roleChanges();
    heardAt = agenda.now();
    if (node.data().canContinueFrom(found.data())) {
      connected(found);
    } else {
      phase = Phase.TRANSFERRING;
      snapshot = found.data().copy();
      phaseEndsAt = agenda.now() + node.transferMillis();
    }
  }

  private void connected(RedisNode from) {
    phase = Phase.CONNECTED;
    node.data().advanceTo(from.data());
  }

  private void transfer() {
    DataSet received = snapshot;
    if (agenda.now() < phaseEndsAt || received == null) {
      return;
    }
    if (node.synchronisationsFail()) {
      lose();
      return;
    }
    node.replaceDataBy(received);
    phase = Phase.LOADING;
    phaseEndsAt = agenda.now() + node.loadMillis();
  }

  private void load() {
    if (agenda.now() < phaseEndsAt) {
      return;
    }
    RedisNode from = source;
    if (from == null) {
      dial(DIAL_MILLIS);
      return;
    }
    connected(from);
  }
}
