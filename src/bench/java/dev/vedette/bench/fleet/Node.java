package dev.vedette.bench.fleet;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Redis node: what it is, whom it follows, who is connected. Used by the fleet's event
 * loop only.
 *
 * <p>Replication is as fast as thought here: whoever is told to follow a living node has its data
 * at once.
 */
final class Node {

  /** How a node treats its clients. */
  enum Mode {
    /** Answers at once. */
    WELL,
    /** Its socket is gone. */
    DEAD,
    /** Accepts and never answers, as a stopped process does. */
    FROZEN,
    /** One byte a second to each client. */
    TRICKLE
  }

  final String ip;
  final int port;
  final Set<Node> replicas = new LinkedHashSet<>();
  final Set<Conversation> conversations = new LinkedHashSet<>();

  /** The socket that listens, null while dead. */
  @Nullable Channel listener;

  Mode mode = Mode.WELL;

  /** Since when dead or frozen, by {@code System.nanoTime()}. */
  long lostAtNanos;

  /** Null: a master. */
  @Nullable Node master;

  /** Of a node that is none of ours; with `master` null it is followed in vain. */
  @Nullable String foreign;

  String runId;
  String replicationId;
  String formerReplicationId = "0".repeat(40);
  long switchedOffset = -1;

  /** Whether an INFO was ever answered. */
  boolean asked;

  private int starts;

  Node(String ip, int port) {
    this.ip = ip;
    this.port = port;
    this.runId = identity("run");
    this.replicationId = identity("data");
  }

  boolean alive() {
    return mode != Mode.DEAD;
  }

  boolean isMaster() {
    return master == null && foreign == null;
  }

  /** Becomes a replica of the node. */
  void follow(Node other) {
    leave();
    master = other;
    other.replicas.add(this);
    replicationId = other.replicationId;
    formerReplicationId = other.formerReplicationId;
    switchedOffset = other.switchedOffset;
  }

  /** Becomes a replica of an address that is no node of this fleet. */
  void followForeign(String address) {
    leave();
    foreign = address;
  }

  /** Becomes a master whose data continues what it had. */
  void lead(long offset) {
    if (isMaster()) {
      return;
    }
    leave();
    formerReplicationId = replicationId;
    replicationId = identity("data");
    switchedOffset = offset + 1;
  }

  /**
   * A process that starts again has a new run id, and remembers its role, as a rewritten file
   * would.
   */
  void restarted() {
    runId = identity("run");
  }

  /** Tells all subscribers of this node and of its replicas. */
  int publish(String channel, String message) {
    int told = 0;
    for (Conversation conversation : conversations) {
      told += conversation.deliver(channel, message);
    }
    for (Node replica : replicas) {
      replica.publish(channel, message);
    }
    return told;
  }

  private void leave() {
    if (master != null) {
      master.replicas.remove(this);
      master = null;
    }
    foreign = null;
  }

  private String identity(String kind) {
    starts++;
    String seed = ip + ":" + port + kind + starts;
    StringBuilder hex = new StringBuilder(40);
    for (int i = 0; hex.length() < 40; i++) {
      hex.append(String.format("%08x", (seed + i).hashCode() * 0x9E3779B9));
    }
    return hex.toString();
  }
}
