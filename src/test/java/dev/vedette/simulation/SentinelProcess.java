package dev.vedette.simulation;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sentinel as a process: the core, its clock, its disk, its connections and its port. Like the
 * engine it takes what has arrived in one turn, decides all of it, and only then carries out what
 * follows. It can die between any two effects and starts again with what the last completed write
 * left on disk.
 */
final class SentinelProcess extends SentinelHost {

  private static final long RETRY_SAVING_MILLIS = 1_000;
  private static final int TURN_LIMIT = 512;
  private static final int STALLED_TURN_MICROS = 200_000;

  final Pace.Counted counted = new Pace.Counted();
  private final Cluster cluster;
  private final Checks checks;
  private final Agenda agenda;
  private final Map<ConnectionId, Pipe> pipes = new HashMap<>();
  private final Map<Long, Consumer<Answer>> questions = new HashMap<>();
  private final Deque<Input> inbox = new ArrayDeque<>();
  private final Disk disk;
  private final Random random;
  private final double clockRate;
  private final long seed;
  private long clockOffset;
  private long leaptAt = Long.MIN_VALUE / 2;
  private @Nullable Sentinel core;
  private long savedVersion;
  private int incarnation;
  private int effectsToLive = -1;
  private Runnable afterCrash = () -> {};
  private long nextQuestion = 1;
  private long tickPlannedAt = Long.MAX_VALUE;
  private boolean turnPlanned;
  private boolean savedThisTurn;
  private boolean stalled;

  SentinelProcess(
      String name,
      Address address,
      DurableState state,
      long seed,
      double clockRate,
      Cluster cluster) {
    super(name, address);
    this.disk = new Disk(state);
    this.seed = seed;
    this.random = new Random(seed);
    this.clockOffset = Math.floorMod(seed, 1_000_000_007L);
    this.clockRate = clockRate;
    this.cluster = cluster;
    this.checks = cluster.checks;
    this.agenda = cluster.agenda;
  }

  @Override
  boolean isAlive() {
    return core != null;
  }

  @Override
  int incarnation() {
    return incarnation;
  }

  @Override
  String runId() {
    return disk.content().myId();
  }

  /** What the last completed write left. */
  DurableState disk() {
    return disk.content();
  }

  /** Whether the last write failed. */
  boolean isUnsaved() {
    return disk.isUnsaved();
  }

  /** A master as it sees it, null while it is dead or watches none of that name. */
  @Nullable MasterView view(String master) {
    Sentinel running = core;
    return running == null ? null : running.master(master, clock());
  }

  @Override
  @Nullable Seen seen(String master) {
    MasterView view = view(master);
    return view == null ? null : Questions.seen(view, core != null && core.isTilted());
  }

  @Nullable Sentinel core() {
    return core;
  }

  /** Its own clock, in milliseconds. */
  long clock() {
    return clockOffset + (long) (agenda.nowMicros() * clockRate / 1000);
  }

  @Override
  boolean isStalled() {
    return stalled;
  }

  void stalled(boolean nowStalled) {
    stalled = nowStalled;
    cluster.reach.changed();
  }

  @Override
  void start() {
    if (core != null || isLost()) {
      return;
    }
    incarnation++;
    savedVersion = 0;
    Sentinel started = new Sentinel(disk.content(), seed + incarnation, clock());
    core = started;
    turnPlanned = false;
    checks.started(this);
    savedThisTurn = false;
    carryOut(incarnation, started.start(clock()));
    cluster.reach.changed();
  }

  /**
   * Dies after that many more effects, never for a negative number; then {@code then} happens. Not
   * while it could not save: it leads by nothing that is not on disk, but a promotion that it had
   * ordered before may be confirmed then, and forgetting that by dying is a known limit.
   */
  void dieAfter(int effects, Runnable then) {
    effectsToLive = effects;
    afterCrash = then;
  }

  void diskFails(boolean fails) {
    disk.fails(fails);
  }

  /** Dies at once, if it lives. */
  void kill() {
    if (core != null) {
      dieAfter(-1, () -> {});
      die();
    }
  }

  private void die() {
    checks.note(this, "dies");
    core = null;
    effectsToLive = -1;
    tickPlannedAt = Long.MAX_VALUE;
    disk.forgetUnsaved();
    forgetWaiting();
    inbox.clear();
    cluster.network.abandon(this);
    cluster.network.resetAll(this);
    pipes.clear();
    questions.clear();
    cluster.reach.changed();
    afterCrash.run();
  }

  /** Its monotonic clock goes on as if it had not been there for a while. */
  void leap(long millis) {
    clockOffset += millis;
    leaptAt = agenda.now();
    planTick();
  }

  /** Whether its clock was disturbed a short while ago. */
  boolean leaptWithin(long millis) {
    return agenda.now() - leaptAt < millis;
  }

  @Override
  void input(Pipe pipe, Input input) {
    if (pipe.hasClient()) {
      if (input instanceof Input.LinkDown) {
        pipes.remove(pipe.id);
      }
      offer(pipe.incarnation, input);
    }
  }

  /** Something to decide arrives. */
  void offer(int forIncarnation, Input input) {
    receive(() -> {
      if (core != null && forIncarnation == incarnation) {
        inbox.add(input);
        planTurn();
      }
    });
  }

  private void planTurn() {
    if (!turnPlanned) {
      turnPlanned = true;
      int forIncarnation = incarnation;
      agenda.at(agenda.nowMicros(), () -> receive(() -> turn(forIncarnation)));
    }
  }

  private void turn(int forIncarnation) {
    Sentinel running = core;
    if (running == null || forIncarnation != incarnation) {
      return;
    }
    List<Effect> effects = new ArrayList<>();
    for (int taken = 0; taken < TURN_LIMIT && !inbox.isEmpty(); taken++) {
      effects.addAll(step(running, inbox.poll()));
    }
    if (running.nextDeadline() <= clock()) {
      effects.addAll(step(running, new Input.Tick()));
    }
    long micros = duration(effects);
    if (micros == 0) {
      carryOut(forIncarnation, effects);
    } else {
      agenda.at(
          agenda.nowMicros() + micros, () -> receive(() -> carryOut(forIncarnation, effects)));
    }
  }

  private List<Effect> step(Sentinel running, Input input) {
    checks.stepped(this);
    List<Effect> effects = running.step(input, clock());
    checks.decided(this, effects);
    return effects;
  }

  private long duration(List<Effect> effects) {
    int turn = stalled ? STALLED_TURN_MICROS : cluster.world.turnMicros();
    int sync = cluster.world.syncMicros();
    boolean writes = sync > 0 && effects.stream().anyMatch(Effect.Persist.class::isInstance);
    long micros = turn == 0 ? 0 : random.nextInt(turn);
    return writes ? micros + random.nextInt(sync) : micros;
  }

  private void carryOut(int forIncarnation, List<Effect> effects) {
    if (core == null || forIncarnation != incarnation) {
      return;
    }
    savedThisTurn = false;
    for (Effect effect : effects) {
      if (effectsToLive == 0 && !disk.isUnsaved()) {
        die();
        return;
      }
      if (effectsToLive > 0) {
        effectsToLive--;
      }
      carryOut(effect);
    }
    turnPlanned = false;
    if (!inbox.isEmpty()) {
      planTurn();
    }
    planTick();
  }

  private void planTick() {
    Sentinel running = core;
    long deadline = running == null ? Long.MAX_VALUE : running.nextDeadline();
    if (deadline == Long.MAX_VALUE) {
      return;
    }
    checks.planned(this, deadline, clock());
    long at = (long) Math.ceil((deadline - clockOffset) / clockRate * 1000);
    at = Math.max(at, agenda.nowMicros());
    if (at < tickPlannedAt) {
      tickPlannedAt = at;
      int forIncarnation = incarnation;
      agenda.at(at, () -> receive(() -> tick(forIncarnation)));
    }
  }

  private void tick(int forIncarnation) {
    Sentinel running = core;
    if (running == null || forIncarnation != incarnation) {
      return;
    }
    tickPlannedAt = Long.MAX_VALUE;
    if (turnPlanned) {
      return;
    }
    if (running.nextDeadline() <= clock()) {
      planTurn();
    } else {
      planTick();
    }
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Connect connect -> connect(connect);
      case Effect.Disconnect disconnect -> {
        Pipe pipe = pipes.remove(disconnect.connection());
        if (pipe != null) {
          cluster.network.close(pipe);
        }
      }
      case Effect.Send send -> send(send);
      case Effect.Persist persist -> save();
      case Effect.Emit emit -> checks.emitted(this, emit.event());
      case Effect.Log log -> checks.logged(this, log.line());
      case Effect.Answer answer -> answer(answer);
      case Effect.RunScript script -> {}
      case Effect.Resolve resolve -> resolve(resolve.host());
      case Effect.Fault fault ->
          throw new IllegalStateException(fault.during() + " failed", fault.cause());
      case Effect.Crash crash -> throw new IllegalStateException("nobody asked for " + crash);
    }
  }

  private void save() {
    Sentinel running = core;
    if (running == null
        || savedThisTurn
        || (!disk.isUnsaved() && running.stateVersion() == savedVersion)) {
      return;
    }
    savedThisTurn = true;
    DurableState before = disk.content();
    boolean wasUnsaved = disk.isUnsaved();
    disk.write(running.durableState());
    if (!disk.isUnsaved()) {
      checks.saved(this, before, disk.content());
      savedVersion = running.stateVersion();
      if (wasUnsaved) {
        tell(new Input.SavingWorks());
      }
    } else if (!wasUnsaved) {
      checks.note(this, "cannot save");
      tell(new Input.SavingFailed(savedVersion, "No space left on device"));
      retrySaving(incarnation);
    }
  }

  /** The engine says it in its next turn, before anything else is decided. */
  private void tell(Input input) {
    inbox.addFirst(input);
    planTurn();
  }

  private void retrySaving(int forIncarnation) {
    agenda.inMillis(
        RETRY_SAVING_MILLIS,
        () ->
            receive(() -> {
              if (disk.isUnsaved() && forIncarnation == incarnation) {
                savedThisTurn = false;
                save();
                if (disk.isUnsaved()) {
                  retrySaving(forIncarnation);
                }
              }
            }));
  }

  private void connect(Effect.Connect connect) {
    Host server = cluster.directory.host(connect.address());
    if (server == null) {
      int forIncarnation = incarnation;
      Input down = new Input.LinkDown(connect.connection(), "no such host");
      agenda.inMillis(1, () -> offer(forIncarnation, down));
      return;
    }
    Pipe pipe = new Pipe(this, connect.connection(), connect.purpose(), server);
    pipes.put(pipe.id, pipe);
    cluster.network.connect(pipe);
  }

  private void resolve(String host) {
    int forIncarnation = incarnation;
    agenda.inMillis(
        1 + random.nextInt(20),
        () -> offer(forIncarnation, new Input.Resolved(host, cluster.directory.resolve(host))));
  }

  private void send(Effect.Send send) {
    if (send.restsOn() > savedVersion) {
      inbox.add(new Input.Withheld(send.connection(), send.ticket()));
      return;
    }
    Pipe pipe = pipes.get(send.connection());
    if (pipe != null) {
      checks.sent(this, pipe.server, send.words());
      cluster.network.toServer(pipe, () -> pipe.server.command(pipe, send.ticket(), send.words()));
    }
  }

  private void answer(Effect.Answer answer) {
    Answer honest = answer.ifNotSaved();
    Answer given = disk.isUnsaved() && honest != null ? honest : answer.answer();
    checks.answered(this, given);
    Consumer<Answer> asker = questions.remove(answer.id());
    if (asker != null) {
      asker.accept(given);
    }
  }

  /** An operator wants something; hears nothing when the process dies before it answers. */
  void operator(Request request, Consumer<Answer> asker) {
    if (core != null) {
      checks.note(this, "operator: " + request.getClass().getSimpleName());
      ask(request, asker);
    }
  }

  /** An operator wants something and does not wait for the answer. */
  void operator(Request request) {
    operator(request, answer -> checks.note(this, "answers the operator: " + answer));
  }

  private void ask(Request request, Consumer<Answer> asker) {
    long id = nextQuestion++;
    questions.put(id, asker);
    offer(incarnation, new Input.Requested(id, request));
  }

  @Override
  void command(Pipe pipe, long ticket, List<String> words) {
    if (core == null) {
      return;
    }
    Network network = cluster.network;
    if (words.getFirst().equals("PING")) {
      network.toClient(pipe, new Input.Replied(pipe.id, ticket, new Reply.Status("PONG")));
      return;
    }
    Consumer<Answer> asker =
        answer ->
            network.toClient(pipe, new Input.Replied(pipe.id, ticket, Questions.reply(answer)));
    ask(Questions.request(words), asker);
  }

  String describe(String master) {
    return Questions.describe(this, view(master));
  }
}
