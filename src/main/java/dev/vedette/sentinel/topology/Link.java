package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect.Purpose;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one process, and when it was last heard of. Masters and replicas have a link
 * of their own; the link to a peer sentinel is shared by all masters that it watches with us, so
 * that five sentinels with a hundred masters hold four links each and not four hundred.
 */
public final class Link {

  /**
   * How long an attempt to connect may take to begin. Until then it is our slowness, and not the
   * other side's silence; after that it counts as silence all the same.
   */
  public static final long UNTRIED_LIMIT_MILLIS = 10_000;

  private final Set<Instance> users = new LinkedHashSet<>();
  private final Map<Long, PendingCommand> pending = new HashMap<>();
  private @Nullable Connection commands;
  private @Nullable Connection hello;
  private long lastConnectAt = NEVER;
  private long silentFrom;
  private boolean tried;
  private boolean reached;
  private long helloActivityAt;
  private long lastAvailableAt;
  private long firstUnansweredPingAt;
  private boolean pingUnanswered;
  private long lastPingAt = NEVER;
  private long lastPongAt;
  private long roundTripMillis = -1;

  /**
   * A link not yet connected. Silence is counted from when the first attempt begins, so that a
   * place that is never reached is found down.
   */
  Link(long now) {
    startOver(now);
  }

  /** Counts silence from now on, as if it had just been found. */
  public void startOver(long now) {
    tried = commands != null;
    reached = canSend();
    silentFrom = tried ? now : now + UNTRIED_LIMIT_MILLIS;
    firstUnansweredPingAt = now;
    pingUnanswered = true;
    lastPingAt = NEVER;
    lastAvailableAt = now;
    lastPongAt = now;
    lastConnectAt = NEVER;
    pending.clear();
  }

  /** The instances that use it. */
  public Collection<Instance> users() {
    return List.copyOf(users);
  }

  /** How many instances use it. */
  public int refcount() {
    return users.size();
  }

  void addUser(Instance instance) {
    users.add(instance);
  }

  void removeUser(Instance instance) {
    users.remove(instance);
    pending.values().removeIf(command -> command.owner() == instance);
  }

  /** The command connection, connected or being connected; null when there is none. */
  public @Nullable Connection commands() {
    return commands;
  }

  /** The hello connection, connected or being connected; null when there is none. */
  public @Nullable Connection hello() {
    return hello;
  }

  /** Whether commands can be sent. */
  public boolean canSend() {
    return commands != null && commands.isUp();
  }

  /** Whether all connections that this kind of instance needs are up. */
  public boolean isComplete(boolean needsHello) {
    return canSend() && (!needsHello || (hello != null && hello.isUp()));
  }

  /** Begins an attempt. */
  public Connection beginConnection(ConnectionId id, Purpose purpose, long now) {
    Connection connection = new Connection(id, this, purpose, now);
    lastConnectAt = now;
    if (purpose == Purpose.COMMANDS) {
      commands = connection;
      pending.clear();
    } else {
      hello = connection;
      helloActivityAt = now;
    }
    return connection;
  }

  /**
   * The first attempt begins: from now on it is the other side that is silent. Later attempts
   * change nothing.
   */
  public void tried(long now) {
    if (!tried) {
      tried = true;
      silentFrom = Math.min(silentFrom, now);
      firstUnansweredPingAt = now;
    }
  }

  /** The first attempt has failed, or a connection has ended: the silence goes on. */
  public void failed(long now) {
    tried(now);
    reached = true;
  }

  /**
   * The first attempt has succeeded, and the first PING is about to be sent: silence is counted
   * from now, however long it took us to get there. Nobody who counts as down comes up by this, and
   * later connections change nothing.
   */
  public void reached(long now) {
    boolean first = !reached && users.stream().noneMatch(Instance::isSubjectivelyDown);
    tried = true;
    reached = true;
    if (first) {
      silentFrom = now;
      firstUnansweredPingAt = now;
    }
  }

  /** The connection is gone, and with it every reply still due on it. */
  public List<PendingCommand> lose(Connection connection) {
    if (connection == hello) {
      hello = null;
      return List.of();
    }
    if (connection == commands) {
      commands = null;
      List<PendingCommand> lost = new ArrayList<>(pending.values());
      pending.clear();
      return lost;
    }
    return List.of();
  }

  /** When a connection was last attempted. */
  public long lastConnectAt() {
    return lastConnectAt;
  }

  /** Lets the next attempt be made at once. */
  public void allowConnectNow() {
    lastConnectAt = NEVER;
  }

  /** Notes a command as sent. */
  public void sent(long ticket, PendingCommand command) {
    pending.put(ticket, command);
    if (command.kind() == PendingCommand.Kind.PING) {
      lastPingAt = command.sentAt();
      if (!pingUnanswered) {
        pingUnanswered = true;
        // Silence never gets shorter by asking again: after a reconnect it is counted from the last
        // sign of life.
        boolean firstOnThisConnection = commands != null && lastAvailableAt < commands.startedAt();
        firstUnansweredPingAt = firstOnThisConnection ? lastAvailableAt : command.sentAt();
        silentFrom = firstUnansweredPingAt;
      }
    }
  }

  /** The command that ticket stands for, now answered; null when it is not ours any more. */
  public @Nullable PendingCommand answered(long ticket) {
    return pending.remove(ticket);
  }

  /** How many commands await their reply. */
  public int pendingCommands() {
    return pending.size();
  }

  /** A PING was answered in a way that counts as alive. */
  public void becomeAvailable(long now, long pingSentAt) {
    lastAvailableAt = now;
    pingUnanswered = false;
    roundTripMillis = now - pingSentAt;
  }

  /** A PING was answered, whatever the answer. */
  public void ponged(long now) {
    lastPongAt = now;
  }

  /** Something arrived on the hello connection. */
  public void heardHello(long now) {
    helloActivityAt = now;
  }

  /** When the hello connection last showed life. */
  public long helloActivityAt() {
    return helloActivityAt;
  }

  /** When a PING was last answered well. */
  public long lastAvailableAt() {
    return lastAvailableAt;
  }

  /** When a PING was last answered at all. */
  public long lastPongAt() {
    return lastPongAt;
  }

  /** When a PING was last sent. */
  public long lastPingAt() {
    return lastPingAt;
  }

  /** Whether a PING waits for its answer. */
  public boolean pingIsUnanswered() {
    return pingUnanswered;
  }

  /** Since when; only meaningful while {@link #pingIsUnanswered()}. */
  public long firstUnansweredPingAt() {
    return firstUnansweredPingAt;
  }

  /**
   * From when silence counts while a PING is unanswered; lies ahead while the first attempt to
   * connect has not begun.
   */
  public long silentFrom() {
    return silentFrom;
  }

  /** Duration of the last answered PING, -1 before the first. */
  public long roundTripMillis() {
    return roundTripMillis;
  }
}
