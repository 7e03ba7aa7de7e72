package dev.vedette.sentinel.turn;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Bounds;
import dev.vedette.sentinel.topology.Connection;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.PendingCommand;
import dev.vedette.sentinel.topology.RoleOrder;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step under way: the time it happens at, what is known, and the effects collected so far.
 * Every rule gets it and speaks to the world only through it.
 */
public final class Turn {

  private final Topology topology;
  private final long now;
  private final Chance chance;
  private final Modes modes;
  private final List<Effect> effects = new ArrayList<>();
  private boolean changed;
  private long wakeAt = Times.FOREVER;

  /** A step that happens at that time. */
  public Turn(Topology topology, Chance chance, Modes modes, long now) {
    this.topology = topology;
    this.chance = chance;
    this.modes = modes;
    this.now = now;
  }

  /** Monotonic milliseconds. */
  public long now() {
    return now;
  }

  public Topology topology() {
    return topology;
  }

  public SentinelSettings settings() {
    return topology.settings();
  }

  public Timings timings() {
    return topology.settings().timings();
  }

  /** TILT and other modes of the whole process. */
  public Modes modes() {
    return modes;
  }

  /** A number from 0 to {@code bound - 1}. */
  public int random(int bound) {
    return chance.below(bound);
  }

  /** How long ago that was. */
  public long since(long time) {
    return now - time;
  }

  /** What is to be done, in order. */
  public List<Effect> effects() {
    return effects;
  }

  /** Something changed that other rules may depend on: they get another look in this turn. */
  public void changed() {
    changed = true;
  }

  /** Whether something has changed since this was last asked. */
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** Asks for a look at the present group at that time. */
  public void wakeAt(long when) {
    wakeAt = Math.min(wakeAt, when);
  }

  /**
   * Asks for a look at that time because of the link of an instance. Where several groups share a
   * link, one of them looks after it: thousands would all wake up for each PING to a peer.
   */
  public void wakeForLinkAt(long when, Instance instance) {
    if (instance.link().isLedBy(instance)) {
      wakeAt(when);
    }
  }

  /** When the present group wants to be looked at; the next group starts with no wish. */
  public long takeWakeAt() {
    long when = wakeAt;
    wakeAt = Times.FOREVER;
    return when;
  }

  /** Adds an effect. */
  public void effect(Effect effect) {
    effects.add(effect);
  }

  /** Everything that follows happens only once the state is on disk. */
  public void persist() {
    effects.add(new Effect.Persist());
    modes.saving().everything(now);
  }

  /**
   * A node or a sentinel was found. It would be found again after a restart, so it is saved with
   * what is found in the next moments, within {@link Saving#MAX_PAUSE_MILLIS}; whatever has to be
   * on disk before something else is done takes it along.
   */
  public void persistDiscovery() {
    if (modes.saving().discovered(topology.masters().size(), now)) {
      persist();
    }
  }

  /** A line for the log. */
  public void log(Master master, String line) {
    effects.add(new Effect.Log(roleFor(master), line));
  }

  /**
   * Something failed inside: it is told, and what has changed until then is saved.
   *
   * @param request whose answer does not come any more, 0 for none
   */
  public void failed(String during, RuntimeException cause, long request) {
    effects.add(new Effect.Fault(during, cause, request));
    persist();
  }

  /** There is no room for more of those in the group: told once in a while. */
  public void limitReached(Master master, String what, int limit) {
    if (modes.alarms().mayRaise("limit of " + what + " of " + master.name(), now)) {
      emit(EventType.LIMIT_REACHED, master, what + " " + limit);
    }
  }

  /** The host as told to others. */
  public String announced(Address address) {
    return address.announced(settings().announceHostnames());
  }

  /**
   * Raises an event about an instance; its payload is the description of the instance and, if not
   * empty, a space and {@code more}.
   */
  public void emit(EventType type, Instance about, String more) {
    emitText(type, about, about.address(), described(about, more), null);
  }

  /** Raises an event about an instance. */
  public void emit(EventType type, Instance about) {
    emit(type, about, "");
  }

  /**
   * Raises an event of a failover whose promotion is confirmed: until it has ended, its events name
   * the master by the address it replaces, as clients know it.
   */
  public void emitOfFailover(EventType type, Instance about) {
    Address from = about.master().failover().from();
    if (from == null) {
      emit(type, about);
      return;
    }
    Address at = about == about.master() ? from : about.address();
    emitText(type, about, at, about.describe(settings().announceHostnames(), from), null);
  }

  /** Raises an event about an instance, with what it rests on. */
  public void emit(EventType type, Instance about, String more, Evidence evidence) {
    emitText(type, about, about.address(), described(about, more), evidence);
  }

  private String described(Instance about, String more) {
    String described = about.describe(settings().announceHostnames());
    return more.isEmpty() ? described : described + " " + more;
  }

  /** Raises an event about an instance, with a payload of its own form. */
  public void emitText(EventType type, Instance about, String payload) {
    emitText(type, about, about.address(), payload, null);
  }

  private void emitText(
      EventType type, Instance about, Address at, String payload, @Nullable Evidence evidence) {
    Master master = about.master();
    Event.Subject subject = new Event.Subject(about.kind(), about.name(), announced(at), at.port());
    Event event =
        new Event(
            type,
            master.name(),
            subject,
            payload,
            roleFor(master),
            topology.currentEpoch(),
            evidence);
    effects.add(new Effect.Emit(event));
    String script = master.settings().notificationScript();
    if (type.level() == EventLevel.WARNING && script != null) {
      List<String> arguments = List.of(type.wireName(), payload);
      effects.add(
          new Effect.RunScript(
              Effect.ScriptKind.NOTIFICATION, master.name(), script, arguments, event));
    }
  }

  /** Raises an event about the process itself. */
  public void emitOfProcess(EventType type, String payload) {
    effects.add(new Effect.Emit(Event.ofProcess(type, payload, topology.currentEpoch())));
  }

  /** Raises an event about the process itself, with what it rests on. */
  public void emitOfProcess(EventType type, String payload, Evidence evidence) {
    Event event = Event.ofProcess(type, payload, topology.currentEpoch());
    effects.add(new Effect.Emit(event.because(evidence)));
  }

  private static Role roleFor(Master master) {
    return master.failover().isInProgress() ? Role.LEADER : Role.OBSERVER;
  }

  /** Runs the client reconfiguration script of a master, if it has one. */
  public void reconfigureClients(Master master, Role role, Address from, Address to) {
    String script = master.settings().clientReconfigScript();
    if (script == null) {
      return;
    }
    List<String> arguments =
        List.of(
            master.name(),
            role == Role.LEADER ? "leader" : "observer",
            "start",
            announced(from),
            Integer.toString(from.port()),
            announced(to),
            Integer.toString(to.port()));
    effects.add(
        new Effect.RunScript(
            Effect.ScriptKind.CLIENT_RECONFIG, master.name(), script, arguments, null));
  }

  /** The name a command has on the nodes of that group. */
  public static String commandName(Instance instance, String command) {
    Map<String, String> renamed = instance.master().settings().renamedCommands();
    return renamed.isEmpty() ? command : renamed.getOrDefault(command, command);
  }

  /**
   * Sends a command on the command connection of an instance.
   *
   * @return false when there is no such connection, or too much is unanswered on it
   */
  public boolean send(Instance instance, PendingCommand.Kind kind, List<String> words) {
    return send(instance, words, new PendingCommand(kind, instance, now));
  }

  /** Sends a command that is part of an order to change a role. */
  public void send(Node node, RoleOrder order, RoleOrder.Step step, List<String> words) {
    if (send(node, words, new PendingCommand(PendingCommand.Kind.ORDERED, node, now, order))) {
      order.sent(step);
    }
  }

  private boolean send(Instance instance, List<String> words, PendingCommand command) {
    Connection connection = instance.link().commands();
    if (connection == null || !connection.isUp()) {
      return false;
    }
    if (command.kind() == PendingCommand.Kind.ASK
        && instance.link().pendingCommands()
            >= Bounds.MAX_PENDING_COMMANDS * instance.link().refcount()) {
      return false;
    }
    long ticket = topology.nextTicket();
    instance.link().sent(ticket, command);
    List<String> renamed = renamed(instance, words);
    effects.add(new Effect.Send(connection.id(), ticket, renamed, restsOn(command, words)));
    return true;
  }

  private static List<String> renamed(Instance instance, List<String> words) {
    String name = commandName(instance, words.getFirst());
    if (name.equals(words.getFirst())) {
      return words;
    }
    List<String> renamed = new ArrayList<>(words);
    renamed.set(0, name);
    return renamed;
  }

  /** A vote is asked for and a replica is promoted by what is on disk, or not at all. */
  private static long restsOn(PendingCommand command, List<String> words) {
    RoleOrder order = command.order();
    boolean rests =
        switch (command.kind()) {
          case HAND_OVER -> true;
          case ASK -> !words.getLast().equals("*");
          case ORDERED -> order != null && order.isPromotion();
          case PING, INFO, HELLO, IGNORED -> false;
        };
    return rests ? command.owner().master().failover().restsOn() : 0;
  }

  /** Closes a connection, if there is one. */
  public void close(Link link, Purpose purpose, String reason) {
    Connection connection = purpose == Purpose.COMMANDS ? link.commands() : link.hello();
    if (connection == null) {
      return;
    }
    lost(connection);
    effects.add(new Effect.Disconnect(connection.id(), reason));
  }

  /** Closes both connections of a link. */
  public void closeAll(Link link, String reason) {
    close(link, Purpose.COMMANDS, reason);
    close(link, Purpose.HELLO, reason);
  }

  /** Forgets a connection that has ended, and what was expected of it. */
  public void lost(Connection connection) {
    topology.forget(connection);
    for (PendingCommand command : connection.link().lose(connection, now)) {
      switch (command.kind()) {
        case INFO -> nodeLostInfo(command.owner());
        case HELLO -> command.owner().helloFailed(command.owner().lastHelloSentAt());
        case ASK -> peerLostAsk(command.owner());
        case PING, HAND_OVER, ORDERED, IGNORED -> {}
      }
    }
  }

  private static void nodeLostInfo(Instance owner) {
    if (owner instanceof Node node) {
      node.infoLost();
    }
  }

  private static void peerLostAsk(Instance owner) {
    if (owner instanceof dev.vedette.sentinel.topology.Peer peer) {
      peer.askOver();
    }
  }

  /** Looks a name up, unless that is under way, or it has failed just now. */
  public void lookUp(String host) {
    if (topology.names().claimLookUp(host, now)) {
      effects.add(new Effect.Resolve(host));
    }
  }

  /**
   * The address of a host, with its numeric form where it is known.
   *
   * @return null when the host is a name and names are not allowed, or it cannot be a host at all
   */
  public @Nullable Address address(String host, int port) {
    String numeric = Host.numeric(host);
    if (numeric != null) {
      return new Address(host, numeric, port);
    }
    if (!Host.isName(host) || !settings().resolveHostnames()) {
      return null;
    }
    String ip = topology.names().ip(host);
    if (ip == null) {
      lookUp(host);
    }
    return new Address(host, ip == null ? "" : ip, port);
  }
}
