package dev.vedette.sentinel;

import dev.vedette.sentinel.detection.Connections;
import dev.vedette.sentinel.detection.InfoReply;
import dev.vedette.sentinel.detection.ObjectiveDown;
import dev.vedette.sentinel.detection.PeriodicCommands;
import dev.vedette.sentinel.detection.PingReply;
import dev.vedette.sentinel.detection.Places;
import dev.vedette.sentinel.detection.SubjectiveDown;
import dev.vedette.sentinel.election.Canvass;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.TiltCause;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.failover.Corrections;
import dev.vedette.sentinel.failover.FailoverMachine;
import dev.vedette.sentinel.failover.HandOver;
import dev.vedette.sentinel.failover.ReplicaSelection;
import dev.vedette.sentinel.failover.Reset;
import dev.vedette.sentinel.failover.RoleChange;
import dev.vedette.sentinel.gossip.HelloReceiving;
import dev.vedette.sentinel.gossip.HelloSending;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.topology.Connection;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Mishaps;
import dev.vedette.sentinel.topology.Node;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.PendingCommand;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.topology.Touched;
import dev.vedette.sentinel.turn.Chance;
import dev.vedette.sentinel.turn.Modes;
import dev.vedette.sentinel.turn.Tilt;
import dev.vedette.sentinel.turn.Turn;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import dev.vedette.sentinel.view.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that watches masters, agrees with peers, and fails over. Not thread-safe: one
 * thread owns it.
 *
 * <p>The same inputs at the same times give the same effects, always. Where things are decided:
 * whether an instance is down in {@link SubjectiveDown} and {@link ObjectiveDown}, who leads in
 * {@link dev.vedette.sentinel.election.Votes}, who is promoted in {@link ReplicaSelection}, and
 * what happens when in {@link FailoverMachine}.
 */
public final class Sentinel {

  /**
   * A group that is still changing after so many looks would change for ever: a fault of ours,
   * better stopped than endless.
   */
  private static final int MAX_LOOKS = 1_000;

  /** As late as this is everybody now and then, without anything being left unread. */
  private static final long TOLERATED_LATENESS_MILLIS = 50;

  private final Topology topology;
  private final Chance chance;
  private final Modes modes = new Modes();
  private final HelloReceiving hellos = new HelloReceiving();
  private final Requests requests = new Requests(hellos);
  private final Touched touched = new Touched();

  /**
   * Takes up where {@code state} left off. Call {@link #start} next.
   *
   * @param state what was saved, or a fresh state
   * @param seed of the random desynchronisation
   * @param nowMillis monotonic time
   */
  public Sentinel(DurableState state, long seed, long nowMillis) {
    topology = new Topology(state, nowMillis);
    chance = new Chance(seed);
  }

  /**
   * The effects of starting: {@code +monitor} events, first connections, and saving a state that
   * was never saved.
   */
  public List<Effect> start(long nowMillis) {
    Turn turn = turn(nowMillis);
    modes.tilt().observe(turn, Times.FOREVER);
    turn.persist();
    for (Master master : topology.masters()) {
      // Whatever happened between reading the state and now is not the silence of the others.
      master.instances().forEach(instance -> instance.link().beginAnew(turn.now()));
      turn.emit(EventType.MONITOR, master, "quorum " + master.settings().quorum());
    }
    touched.clear();
    touched.addAll(topology.masters());
    settleTouched(turn);
    return turn.effects();
  }

  /**
   * Takes one input and returns what is to be done, in order. Runs to a fixed point: nothing is
   * left that could happen now.
   *
   * @param nowMillis monotonic time; going back means TILT
   */
  public List<Effect> step(Input input, long nowMillis) {
    Turn turn = turn(nowMillis);
    boolean wasTilted = modes.tilt().isActive();
    long deadline = nextDeadline();
    modes.tilt().observe(turn, deadline);
    if (deadline < nowMillis) {
      modes.pace().late(nowMillis - deadline, nowMillis);
      excuse(nowMillis - deadline, nowMillis);
    }
    if (modes.saving().discoveriesDueAt() <= nowMillis) {
      turn.persist();
    }
    long epoch = topology.currentEpoch();
    touched.clear();
    try {
      apply(turn, input);
    } catch (RuntimeException fault) {
      // Whom it was about keeps the deadline it had, and is looked at then.
      touched.clear();
      turn.failed(
          input.getClass().getSimpleName(),
          fault,
          input instanceof Input.Requested requested ? requested.id() : 0);
    }
    if (wasTilted && !modes.tilt().isActive()) {
      touched.addAll(topology.masters());
    }
    topology.deadlines().takeDue(nowMillis, touched);
    settleTouched(turn);
    if (topology.currentEpoch() != epoch) {
      touched.clear();
      touchCandidacies();
      settleTouched(turn);
    }
    return turn.effects();
  }

  /** What we did not come to hear is not the silence of others. Longer than this means TILT. */
  private void excuse(long late, long now) {
    if (late > TOLERATED_LATENESS_MILLIS) {
      long longest = topology.settings().timings().tiltTrigger();
      topology.masters().forEach(master -> master.excuse(late, longest, now));
    }
  }

  /** A newer epoch may be the one in which others vote from now on. */
  private void touchCandidacies() {
    for (Master master : topology.masters()) {
      if (master.failover().state() == FailoverState.WAIT_START) {
        touched.add(master);
      }
    }
  }

  private Turn turn(long nowMillis) {
    return new Turn(topology, chance, modes, nowMillis);
  }

  /** Takes in what happened, and touches the groups it may matter to. */
  private void apply(Turn turn, Input input) {
    switch (input) {
      case Input.Tick tick -> {}
      case Input.LinkConnecting connecting -> linkConnecting(turn, connecting);
      case Input.LinkUp up -> linkUp(turn, up);
      case Input.LinkDown down -> linkDown(turn, down);
      case Input.Replied replied -> replied(turn, replied);
      case Input.HelloReceived hello -> helloReceived(turn, hello);
      case Input.Requested requested ->
          touched.addAll(requests.handle(turn, requested.id(), requested.request()));
      case Input.Resolved resolved -> resolved(turn, resolved);
      case Input.SavingFailed failed -> {
        modes.saving().fails(turn, failed.savedVersion(), failed.reason());
        topology.masters().forEach(master -> FailoverMachine.notSaved(turn, master));
        touched.addAll(topology.masters());
      }
      case Input.SavingWorks works -> {
        modes.saving().works(turn);
        touched.addAll(topology.masters());
      }
      case Input.Withheld withheld -> {
        Connection connection = topology.connection(withheld.connection());
        if (connection != null) {
          connection.link().answered(withheld.ticket());
        }
      }
      case Input.TimeJumped jumped -> modes.tilt().enter(turn, TiltCause.TIME_JUMPED);
    }
  }

  private void linkConnecting(Turn turn, Input.LinkConnecting connecting) {
    Connection connection = topology.connection(connecting.connection());
    if (connection == null || connection.purpose() != Effect.Purpose.COMMANDS) {
      return;
    }
    connection.begin(turn.now());
    connection.link().tried(turn.now());
    touched.addUsers(connection.link());
  }

  private void linkUp(Turn turn, Input.LinkUp up) {
    Connection connection = topology.connection(up.connection());
    if (connection == null) {
      return;
    }
    connection.becomeUp(up.localIp());
    if (connection.purpose() == Effect.Purpose.HELLO) {
      connection.link().heardHello(turn.now());
    } else {
      connection.link().reached(turn.now());
    }
    for (Instance user : connection.link().users()) {
      Places.reached(turn, user, up.remoteIp());
      if (connection.purpose() == Effect.Purpose.COMMANDS && user instanceof Node node) {
        node.wantInfoNow();
      }
    }
    turn.changed();
    touched.addUsers(connection.link());
  }

  private void linkDown(Turn turn, Input.LinkDown down) {
    Connection connection = topology.connection(down.connection());
    if (connection == null) {
      return;
    }
    Link link = connection.link();
    if (connection.purpose() == Effect.Purpose.COMMANDS) {
      link.failed(turn.now());
    }
    if (!connection.isUp()) {
      EventType type =
          connection.purpose() == Effect.Purpose.COMMANDS
              ? EventType.CMD_LINK_RECONNECTION
              : EventType.PUBSUB_LINK_RECONNECTION;
      link.users().stream()
          .findFirst()
          .ifPresent(user -> turn.emit(type, user, "#" + down.reason()));
    }
    turn.lost(connection);
    turn.changed();
    touched.addUsers(link);
  }

  private void replied(Turn turn, Input.Replied replied) {
    Connection connection = topology.connection(replied.connection());
    PendingCommand command =
        connection == null ? null : connection.link().answered(replied.ticket());
    if (connection == null || command == null) {
      return;
    }
    Instance owner = command.owner();
    boolean outdated =
        modes.tilt().outdates(command.sentAt()) || owner.master().isAboutFormer(replied.ticket());
    switch (command.kind()) {
      case PING -> {
        if (PingReply.receive(turn, owner, replied.reply(), command.sentAt())) {
          touched.addUsers(connection.link());
        }
      }
      case INFO -> infoReplied(turn, owner, replied.reply(), outdated);
      case HELLO -> HelloSending.replied(turn, owner, replied.reply());
      case ASK -> {
        if (owner instanceof Peer peer) {
          if (outdated) {
            peer.askOver();
          } else {
            Canvass.answered(turn, peer, replied.reply(), command.sentAt());
          }
        }
      }
      case HAND_OVER -> HandOver.replied(turn, owner.master(), replied.reply());
      case ORDERED -> {
        if (owner instanceof Node node && command.order() != null) {
          RoleChange.replied(turn, node, command.order(), replied.reply());
        }
      }
      case IGNORED -> {}
    }
    touched.add(owner.master());
  }

  private static void infoReplied(Turn turn, Instance owner, Reply reply, boolean outdated) {
    if (!(owner instanceof Node node)) {
      return;
    }
    if (outdated) {
      node.infoLost();
      node.wantInfoNow();
      return;
    }
    // Answered it is, whatever comes of it: one that cannot be taken in must not be the last.
    node.infoRefused(turn.now());
    if (reply instanceof Reply.Text text) {
      InfoReply.receive(turn, node, text.text());
    }
  }

  private void helloReceived(Turn turn, Input.HelloReceived hello) {
    Connection connection = topology.connection(hello.connection());
    if (connection == null) {
      return;
    }
    connection.link().heardHello(turn.now());
    touched.addUsers(connection.link());
    String payload = hello.payload();
    if (payload != null) {
      Master about = hellos.receiveOn(turn, connection.link(), payload);
      if (about != null) {
        touched.add(about);
      }
    }
  }

  private void resolved(Turn turn, Input.Resolved resolved) {
    topology.names().resolved(resolved.host(), resolved.ip(), turn.now());
    for (Master master : topology.masters()) {
      for (Instance instance : master.instances()) {
        String ip = resolved.ip();
        if (ip != null && Places.resolved(turn, instance, resolved.host(), ip)) {
          touched.add(master);
        }
      }
      if (master.infoAwaitsNames()) {
        reconsider(turn, master);
        touched.add(master);
      }
    }
    touched.addAll(hellos.receiveWaiting(turn));
  }

  /** One name may stand in the INFO of many masters. */
  private static void reconsider(Turn turn, Master master) {
    try {
      InfoReply.reconsider(turn, master);
    } catch (RuntimeException fault) {
      turn.failed("Reading INFO of master " + master.name() + " again", fault, 0);
    }
  }

  private void settleTouched(Turn turn) {
    for (int i = 0; i < touched.size(); i++) {
      Master master = touched.get(i);
      if (topology.master(master.name()) == master) {
        lookAfter(turn, master);
      }
    }
  }

  /** A look that fails is a matter of that group alone. */
  private void lookAfter(Turn turn, Master master) {
    Mishaps mishaps = master.mishaps();
    if (turn.now() < mishaps.notBefore()) {
      topology.deadlines().set(master, mishaps.notBefore());
      return;
    }
    try {
      settle(turn, master);
      if (mishaps.areOver()) {
        turn.emit(EventType.MASTER_TAKEN_UP, master);
      }
    } catch (RuntimeException fault) {
      turn.failed("Looking after master " + master.name(), fault, 0);
      if (mishaps.failed(fault, turn.now())) {
        setAside(turn, master, String.valueOf(mishaps.reason()));
      }
      topology.deadlines().set(master, mishaps.notBefore());
    }
  }

  /**
   * A failover that is not decided yet ends: by the time the master is looked at again, somebody
   * else may have made another.
   */
  private static void setAside(Turn turn, Master master, String reason) {
    try {
      turn.emit(EventType.MASTER_SET_ASIDE, master, reason);
      FailoverMachine.giveUp(turn, master);
    } catch (RuntimeException fault) {
      turn.failed("Setting aside master " + master.name(), fault, 0);
    }
  }

  /** Looks at a group until nothing changes any more, and notes when to look again. */
  private void settle(Turn turn, Master master) {
    for (int looks = 0; looks < MAX_LOOKS; looks++) {
      turn.takeChanged();
      turn.takeWakeAt();
      lookAt(turn, master);
      if (!turn.takeChanged()) {
        topology.deadlines().set(master, turn.takeWakeAt());
        return;
      }
    }
    throw new IllegalStateException("master " + master.name() + " does not settle");
  }

  private void lookAt(Turn turn, Master master) {
    List<Instance> instances = master.instances();
    for (int i = 0; i < instances.size(); i++) {
      Connections.reconnect(turn, instances.get(i));
      PeriodicCommands.send(turn, instances.get(i));
    }
    if (modes.tilt().isActive()) {
      return;
    }
    judge(turn, master);
    Reset.undoIfDown(turn, master);
    ObjectiveDown.judge(turn, master);
    FailoverMachine.startIfNeeded(turn, master);
    FailoverMachine.advance(turn, master);
    Canvass.ask(turn, master, false);
    List<Replica> replicas = master.replicas();
    for (int i = 0; i < replicas.size(); i++) {
      Corrections.scheduleLook(turn, replicas.get(i));
    }
    List<Instance> judged = master.instances();
    for (int i = 1; i < judged.size(); i++) {
      judge(turn, judged.get(i));
      if (SubjectiveDown.concernsAllUsers(turn, judged.get(i))) {
        touched.addUsers(judged.get(i).link());
      }
    }
    FailoverMachine.finish(turn, master);
  }

  private static void judge(Turn turn, Instance instance) {
    Connections.dropSilent(turn, instance);
    SubjectiveDown.judge(turn, instance);
  }

  /**
   * When it wants an {@link Input.Tick} at the latest, in monotonic milliseconds; {@code
   * Long.MAX_VALUE} for never.
   */
  public long nextDeadline() {
    long tiltEnd = modes.tilt().endsAt(topology.settings().timings().tiltPeriod());
    return Math.min(
        Math.min(topology.deadlines().next(), tiltEnd), modes.saving().discoveriesDueAt());
  }

  /** What must be on disk now. */
  public DurableState durableState() {
    return topology.durableState();
  }

  /**
   * Counts up whenever {@link #durableState()} changes: an equal number means that there is nothing
   * new to save.
   */
  public long stateVersion() {
    return topology.version();
  }

  /** The global settings as they are now. */
  public SentinelSettings settings() {
    return topology.settings();
  }

  /** Everything, for those who only look. */
  public SentinelView view(long nowMillis) {
    return new Views(topology, modes, nowMillis).sentinel(topology.masters());
  }

  /**
   * The same with some of the masters only: a look at thousands of them takes longer than anybody
   * else may wait.
   *
   * @param names which ones; those that are not watched are left out
   */
  public SentinelView view(List<String> names, long nowMillis) {
    List<Master> masters = new ArrayList<>(names.size());
    for (String name : names) {
      Master master = topology.master(name);
      if (master != null) {
        masters.add(master);
      }
    }
    return new Views(topology, modes, nowMillis).sentinel(masters);
  }

  /** The names of all masters, in the order they were added. */
  public List<String> masterNames() {
    List<String> names = new ArrayList<>(topology.masters().size());
    topology.masters().forEach(master -> names.add(master.name()));
    return names;
  }

  /** One master, null when there is none of that name. */
  public @Nullable MasterView master(String name, long nowMillis) {
    Master master = topology.master(name);
    return master == null ? null : new Views(topology, modes, nowMillis).master(master);
  }

  /** Where each master is, by its name. Changes only when {@link #stateVersion()} does. */
  public Map<String, Address> addresses() {
    Map<String, Address> addresses = HashMap.newHashMap(topology.masters().size());
    for (Master master : topology.masters()) {
      addresses.put(master.name(), master.address());
    }
    return addresses;
  }

  /**
   * The ranking of a master's replicas for promotion, best first, the unfit ones after them; null
   * for an unknown master.
   */
  public @Nullable List<Verdict> candidates(String name, long nowMillis) {
    Master master = topology.master(name);
    return master == null ? null : ReplicaSelection.ranking(turn(nowMillis), master);
  }

  /** Whether time is not trusted now; see {@link Tilt}. */
  public boolean isTilted() {
    return modes.tilt().isActive();
  }

  /**
   * Where another process announces our run id, {@code host:port}; null when none does. While one
   * does, we do not stand as a candidate.
   */
  public @Nullable String idUsedAt(long nowMillis) {
    return modes.ownIdentity().usedElsewhere(nowMillis);
  }

  /** Why TILT was last entered, null when it never was. */
  public @Nullable TiltCause tiltCause() {
    return modes.tilt().cause();
  }
}
