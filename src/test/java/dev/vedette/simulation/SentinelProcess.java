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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sentinel as a process: the core, its clock, its disk, its connections and its port. It can die
 * between any two effects and starts again with what the last completed write left on disk.
 */
final class SentinelProcess extends SentinelHost {

  private static final long RETRY_SAVING_MILLIS = 1_000;

  private final Network network;
  private final Agenda agenda;
  private final Checks checks;
  private final Function<Address, @Nullable Host> lookUp;
  private final Map<ConnectionId, Pipe> pipes = new HashMap<>();
  private final Map<Long, Consumer<Answer>> questions = new HashMap<>();
  private final Map<ConnectionId, List<List<String>>> transactions = new HashMap<>();
  private final long clockOffset;
  private final double clockRate;
  private final long seed;
  private @Nullable Sentinel core;
  private DurableState disk;
  private boolean diskFails;
  private boolean unsaved;
  private int incarnation;
  private int effectsToLive = -1;
  private Runnable afterCrash = () -> {};
  private long nextQuestion = 1;
  private long tickPlannedAt = Long.MAX_VALUE;

  SentinelProcess(
      String name,
      Address address,
      DurableState state,
      long seed,
      double clockRate,
      Network network,
      Agenda agenda,
      Checks checks,
      Function<Address, @Nullable Host> lookUp) {
    super(name, address);
    this.disk = state;
    this.seed = seed;
    this.clockOffset = Math.floorMod(seed, 1_000_000_007L);
    this.clockRate = clockRate;
    this.network = network;
    this.agenda = agenda;
    this.checks = checks;
    this.lookUp = lookUp;
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
    return disk.myId();
  }

  /** What the last completed write left. */
  DurableState disk() {
    return disk;
  }

  /** Whether the last write failed. */
  boolean isUnsaved() {
    return unsaved;
  }

  @Nullable Sentinel core() {
    return core;
  }

  /** Its own clock, in milliseconds. */
  long clock() {
    return clockOffset + (long) (agenda.nowMicros() * clockRate / 1000);
  }

  @Override
  void start() {
    if (core != null) {
      return;
    }
    incarnation++;
    Sentinel started = new Sentinel(disk, seed + incarnation, clock());
    core = started;
    checks.note(this, "starts");
    carryOut(started.start(clock()));
    planTick();
  }

  /**
   * Dies after that many more effects, never for a negative number; then {@code then} happens. Not
   * while it could not save: as in Redis, a sentinel whose disk fails goes on with its own
   * candidacy, and what it forgets by dying then is a known limit.
   */
  void dieAfter(int effects, Runnable then) {
    effectsToLive = effects;
    afterCrash = then;
  }

  void diskFails(boolean fails) {
    diskFails = fails;
    if (!fails && unsaved) {
      save();
    }
  }

  private void die() {
    checks.note(this, "dies");
    core = null;
    effectsToLive = -1;
    tickPlannedAt = Long.MAX_VALUE;
    unsaved = false;
    forgetWaiting();
    network.abandon(this);
    network.resetAll(this);
    pipes.clear();
    questions.clear();
    transactions.clear();
    afterCrash.run();
  }

  @Override
  void input(Pipe pipe, Input input) {
    if (pipe.hasClient()) {
      if (input instanceof Input.LinkDown) {
        pipes.remove(pipe.id);
      }
      receive(() -> step(pipe.incarnation, input));
    }
  }

  private void step(int forIncarnation, Input input) {
    Sentinel running = core;
    if (running == null || forIncarnation != incarnation) {
      return;
    }
    checks.stepped(this);
    carryOut(running.step(input, clock()));
    planTick();
  }

  private void planTick() {
    Sentinel running = core;
    if (running == null) {
      return;
    }
    long deadline = running.nextDeadline();
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
    if (forIncarnation != incarnation) {
      return;
    }
    tickPlannedAt = Long.MAX_VALUE;
    Sentinel running = core;
    if (running != null && running.nextDeadline() <= clock()) {
      step(forIncarnation, new Input.Tick());
    } else {
      planTick();
    }
  }

  private void carryOut(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effectsToLive == 0 && !unsaved) {
        die();
        return;
      }
      if (effectsToLive > 0) {
        effectsToLive--;
      }
      carryOut(effect);
    }
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.Connect connect -> connect(connect);
      case Effect.Disconnect disconnect -> {
        Pipe pipe = pipes.remove(disconnect.connection());
        if (pipe != null) {
          network.close(pipe);
        }
      }
      case Effect.Send send -> send(send);
      case Effect.Persist persist -> save();
      case Effect.Emit emit -> checks.emitted(this, emit.event());
      case Effect.Log log -> checks.note(this, log.line());
      case Effect.Answer answer -> answer(answer);
      case Effect.RunScript script -> {}
      case Effect.Resolve resolve -> throw new IllegalStateException("no names here: " + resolve);
      case Effect.Fault fault ->
          throw new IllegalStateException(fault.during() + " failed", fault.cause());
      case Effect.Crash crash -> throw new IllegalStateException("nobody asked for " + crash);
    }
  }

  private void save() {
    Sentinel running = core;
    if (running == null) {
      return;
    }
    if (!diskFails) {
      disk = running.durableState();
      unsaved = false;
    } else if (!unsaved) {
      unsaved = true;
      checks.note(this, "cannot save");
      retrySaving(incarnation);
    }
  }

  private void retrySaving(int forIncarnation) {
    agenda.inMillis(
        RETRY_SAVING_MILLIS,
        () -> {
          if (unsaved && forIncarnation == incarnation) {
            if (diskFails) {
              retrySaving(forIncarnation);
            } else {
              save();
            }
          }
        });
  }

  private void connect(Effect.Connect connect) {
    Host server = lookUp.apply(connect.address());
    if (server == null) {
      int forIncarnation = incarnation;
      Input down = new Input.LinkDown(connect.connection(), "no such host");
      agenda.inMillis(1, () -> receive(() -> step(forIncarnation, down)));
      return;
    }
    Pipe pipe = new Pipe(this, connect.connection(), connect.purpose(), server);
    pipes.put(pipe.id, pipe);
    network.connect(pipe);
  }

  private void send(Effect.Send send) {
    Pipe pipe = pipes.get(send.connection());
    checkOrder(send, pipe);
    if (pipe != null) {
      checks.sent(this, pipe.server, send.words());
      network.toServer(pipe, () -> pipe.server.command(pipe, send.ticket(), send.words()));
    }
  }

  /** Transactions are told to the checks as a whole, when their last command leaves. */
  private void checkOrder(Effect.Send send, @Nullable Pipe pipe) {
    switch (send.words().getFirst()) {
      case "MULTI" -> transactions.put(send.connection(), new ArrayList<>());
      case "EXEC" -> {
        List<List<String>> transaction = transactions.remove(send.connection());
        if (transaction != null && pipe != null && pipe.server instanceof RedisNode node) {
          checks.ordered(this, node, transaction.getFirst());
        }
      }
      default -> {
        List<List<String>> transaction = transactions.get(send.connection());
        if (transaction != null) {
          transaction.add(send.words());
        }
      }
    }
  }

  private void answer(Effect.Answer answer) {
    Answer honest = answer.ifNotSaved();
    Answer given = unsaved && honest != null ? honest : answer.answer();
    checks.answered(this, given);
    Consumer<Answer> asker = questions.remove(answer.id());
    if (asker != null) {
      asker.accept(given);
    }
  }

  /** An operator wants something. */
  void operator(Request request) {
    if (core != null) {
      checks.note(this, "operator: " + request);
      int forIncarnation = incarnation;
      long id = nextQuestion++;
      questions.put(id, answer -> checks.note(this, "answers the operator: " + answer));
      receive(() -> step(forIncarnation, new Input.Requested(id, request)));
    }
  }

  @Override
  void command(Pipe pipe, long ticket, List<String> words) {
    if (core == null) {
      return;
    }
    if (words.getFirst().equals("PING")) {
      network.toClient(pipe, new Input.Replied(pipe.id, ticket, new Reply.Status("PONG")));
      return;
    }
    Request request =
        words.getFirst().equals("PUBLISH")
            ? new Request.PeerHello(words.get(2))
            : new Request.IsMasterDown(
                words.get(2),
                Integer.parseInt(words.get(3)),
                Long.parseLong(words.get(4)),
                words.get(5));
    long id = nextQuestion++;
    questions.put(
        id, answer -> network.toClient(pipe, new Input.Replied(pipe.id, ticket, reply(answer))));
    step(incarnation, new Input.Requested(id, request));
  }

  private static Reply reply(Answer answer) {
    if (answer instanceof Answer.MasterDown down) {
      String leader = down.leader();
      return new Reply.Many(
          List.of(
              new Reply.Number(down.down() ? 1 : 0),
              new Reply.Text(leader == null ? "*" : leader),
              new Reply.Number(down.leaderEpoch())));
    }
    return new Reply.Number(1);
  }
}
