package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect.Purpose;
import java.util.ArrayList;
import java.util.List;
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

  private static final long UNKNOWN = -1;

  private final Revision revision;
  private final List<Instance> users = new ArrayList<>(1);
  private @Nullable List<Instance> usersNow;
  private final Pending pending = new Pending();
  private @Nullable Connection commands;
  private @Nullable Connection hello;
  private final Redial redial = new Redial();
  private long lastHelloDialAt = NEVER;
  private long downAfterMillis = UNKNOWN;
  private final Silence silence = new Silence();
  private boolean tried;
  private boolean reached;
  private long helloActivityAt;
  private long lastAvailableAt;
  private long reachableSince;
  private long lastPingAt = NEVER;
  private boolean asked;
  private long lastPongAt;
  private long roundTripMillis = -1;

  /**
   * A link not yet connected. Silence is counted from when the first attempt begins, so that a
   * place that is never reached is found down.
   */
  Link(Revision revision, long now) {
    this.revision = revision;
    beginAnew(now);
  }

  /** Counts silence from now on, as if it had just been found. */
  public void beginAnew(long now) {
    tried = commands != null;
    reached = canSend();
    silence.beginAnew(tried ? now : now + UNTRIED_LIMIT_MILLIS);
    lastPingAt = NEVER;
    asked = false;
    lastAvailableAt = now;
    reachableSince = now;
    lastPongAt = now;
    dialAtOnce();
    pending.clear();
  }

  /** The instances that use it now, in the order they came; a list that never changes. */
  public List<Instance> users() {
    List<Instance> present = usersNow;
    if (present == null) {
      present = List.copyOf(users);
      usersNow = present;
    }
    return present;
  }

  /** How many instances use it. */
  public int refcount() {
    return users.size();
  }

  void addUser(Instance instance) {
    if (users.isEmpty()) {
      revision.linksInUse(1);
    }
    users.add(instance);
    usersChanged();
  }

  void removeUser(Instance instance) {
    if (users.remove(instance) && users.isEmpty()) {
      revision.linksInUse(-1);
    }
    usersChanged();
    pending.forgetOf(instance);
  }

  private void usersChanged() {
    usersNow = null;
    downAfterMillis = UNKNOWN;
  }

  /**
   * The smallest down-after of its users: the one that watches most closely decides how often it is
   * asked.
   */
  public long downAfterMillis() {
    if (downAfterMillis == UNKNOWN) {
      long least = Times.FOREVER;
      for (Instance user : users) {
        least = Math.min(least, user.master().settings().downAfterMillis());
      }
      downAfterMillis = least;
    }
    return downAfterMillis;
  }

  /** The settings of a master that uses it have changed. */
  void settingsChanged() {
    downAfterMillis = UNKNOWN;
  }

  /** Whether that user stands for all of them where something is done once for each link. */
  public boolean isLedBy(Instance instance) {
    return users.getFirst() == instance;
  }

  /** Whether one of those who use it counts as down. */
  public boolean isAnyUserDown() {
    for (int i = 0; i < users.size(); i++) {
      if (users.get(i).isSubjectivelyDown()) {
        return true;
      }
    }
    return false;
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
    if (purpose == Purpose.COMMANDS) {
      commands = connection;
      asked = false;
      redial.dialled(now);
      pending.clear();
    } else {
      hello = connection;
      lastHelloDialAt = now;
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
      silence.beginAnew(Math.min(silence.from(), now));
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
    boolean first = !reached && !isAnyUserDown();
    tried = true;
    reached = true;
    if (first) {
      silence.beginAnew(now);
    }
  }

  /** Whether any attempt to connect has come to an end, good or bad. */
  public boolean wasAttempted() {
    return reached;
  }

  /**
   * The connection is gone, and with it every reply still due on it. Without a command connection
   * nobody can be heard: silence begins, unless it has begun before.
   */
  public List<PendingCommand> lose(Connection connection, long now) {
    if (connection == hello) {
      hello = null;
      return List.of();
    }
    if (connection == commands) {
      commands = null;
      silence.begin(now);
      return pending.takeAll();
    }
    return List.of();
  }

  /** When the command connection is dialled again. */
  public Redial redial() {
    return redial;
  }

  /** When a hello connection was last attempted. */
  public long lastHelloDialAt() {
    return lastHelloDialAt;
  }

  /** Lets the next attempts be made at once. */
  public void dialAtOnce() {
    redial.startOver();
    lastHelloDialAt = NEVER;
  }

  /** Notes a command as sent. The first PING of several that stay unanswered begins a silence. */
  public void sent(long ticket, PendingCommand command) {
    pending.add(ticket, command);
    if (command.kind() == PendingCommand.Kind.PING) {
      lastPingAt = command.sentAt();
      asked = true;
      silence.begin(command.sentAt());
    }
  }

  /** The command that ticket stands for, now answered; null when it is not ours any more. */
  public @Nullable PendingCommand answered(long ticket) {
    return pending.take(ticket);
  }

  /** How many commands await their reply. */
  public int pendingCommands() {
    return pending.size();
  }

  /** A PING was answered in a way that counts as alive, which ends the silence. */
  public void becomeAvailable(long now, long pingSentAt) {
    lastAvailableAt = now;
    silence.end();
    roundTripMillis = now - pingSentAt;
  }

  /** It was away, and answers again. */
  public void cameBack(long now) {
    reachableSince = now;
  }

  /** A PING was answered, whatever the answer. */
  public void ponged(long now) {
    lastPongAt = now;
    redial.answered();
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

  /** Since when it has answered without an absence; when it was found before the first. */
  public long reachableSince() {
    return reachableSince;
  }

  /** When a PING was last answered at all. */
  public long lastPongAt() {
    return lastPongAt;
  }

  /** When a PING was last sent. */
  public long lastPingAt() {
    return lastPingAt;
  }

  /**
   * Whether a PING was sent on the present connection. As long as none was, silence may be counted
   * that nobody could have broken.
   */
  public boolean isAsked() {
    return asked;
  }

  /** Whether it is heard, and since when not. */
  public Silence silence() {
    return silence;
  }

  /**
   * We were kept from running for so long; nobody who counts as down comes up by this.
   *
   * @param longest how much of one silence may be excused, or down-after if that is more
   */
  void excuse(long millis, long longest, long now) {
    if (silence.isLasting() && silence.from() <= now && !isAnyUserDown()) {
      silence.excuse(millis, Math.max(longest, downAfterMillis()));
    }
  }

  /** Duration of the last answered PING, -1 before the first. */
  public long roundTripMillis() {
    return roundTripMillis;
  }
}
