package dev.vedette.sentinel.transcript;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.DurableState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One sentinel in virtual time, with nodes and peers that answer at once. Writes down what the
 * sentinel does, without the PING, INFO and hello that go on all the time.
 */
final class World {

  private static final Set<String> ROUTINE = Set.of("PING", "INFO", "PUBLISH");

  final Map<Integer, FakeRedis> nodes = new TreeMap<>();
  final Map<Integer, FakePeer> peers = new TreeMap<>();
  private final Map<ConnectionId, Effect.Connect> connections = new HashMap<>();
  private final Map<ConnectionId, List<List<String>>> transactions = new HashMap<>();
  private final Set<ConnectionId> refused = new HashSet<>();
  private final Deque<Input> due = new ArrayDeque<>();
  private final List<String> written = new ArrayList<>();
  private @Nullable List<String> transaction;
  private @Nullable Sentinel sentinel;
  private long nextRequest = 1;
  private long now;
  private long savedVersion;
  private boolean diskIsFull;
  private boolean unsaved;
  boolean showAll;
  boolean showConnects;

  long now() {
    return now;
  }

  void start(DurableState state) {
    connections.clear();
    due.clear();
    savedVersion = 0;
    unsaved = false;
    Sentinel started = new Sentinel(state, 42, now);
    sentinel = started;
    carryOut(started.start(now));
    drain();
  }

  Sentinel sentinel() {
    if (sentinel == null) {
      throw new IllegalStateException("'start' comes first");
    }
    return sentinel;
  }

  /** What was written since the last call. */
  String takeWritten() {
    String text = String.join("\n", written);
    written.clear();
    return text;
  }

  void write(String line) {
    written.add("[" + now + "] " + line);
  }

  void input(Input input) {
    due.add(input);
    drain();
  }

  void request(Request request) {
    input(new Input.Requested(nextRequest++, request));
  }

  /** Lets time pass, with a tick at every deadline. */
  void advance(long millis) {
    long until = now + millis;
    while (true) {
      long deadline = sentinel().nextDeadline();
      if (deadline > until) {
        break;
      }
      now = Math.max(now, deadline);
      input(new Input.Tick());
    }
    now = until;
  }

  /** Lets time pass without the sentinel running, as if its process had been stopped. */
  void sleepThrough(long millis) {
    now += millis;
    input(new Input.Tick());
  }

  /** Ends all connections to a port. */
  void cut(int port, String reason) {
    for (Effect.Connect connect : List.copyOf(connections.values())) {
      if (connect.address().port() == port && connections.remove(connect.connection()) != null) {
        due.add(new Input.LinkDown(connect.connection(), reason));
      }
    }
    drain();
  }

  /** The hello connection to a port. */
  ConnectionId helloConnection(int port) {
    return connections.values().stream()
        .filter(c -> c.address().port() == port && c.purpose() == Effect.Purpose.HELLO)
        .map(Effect.Connect::connection)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no hello connection to " + port));
  }

  private void drain() {
    Input input;
    while ((input = due.poll()) != null) {
      carryOut(sentinel().step(input, now));
    }
  }

  private void carryOut(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Connect connect -> connect(connect);
        case Effect.Disconnect disconnect -> {
          Effect.Connect connect = connections.remove(disconnect.connection());
          if (connect != null) {
            write("close " + where(connect) + ": " + disconnect.reason());
          }
        }
        case Effect.Send send -> send(send);
        case Effect.Persist persist -> {
          write("persist");
          save();
        }
        case Effect.Emit emit -> {
          if (showAll || emit.event().level() != EventLevel.DEBUG) {
            write(emit.event().line());
          }
        }
        case Effect.Log log -> write("log: " + log.line());
        case Effect.RunScript script ->
            write("script " + script.path() + " " + String.join(" | ", script.arguments()));
        case Effect.Answer answer ->
            write(
                "answer "
                    + answer.answer()
                    + (answer.ifNotSaved() == null
                        ? ""
                        : " or, not saved, " + answer.ifNotSaved()));
        case Effect.Resolve resolve -> write("resolve " + resolve.host());
        case Effect.Fault fault ->
            throw new IllegalStateException(fault.during() + " failed", fault.cause());
        case Effect.Crash crash -> {
          write("crash " + crash.exitCode());
          due.clear();
          return;
        }
      }
    }
  }

  /** Whether the disk takes nothing from now on, or takes again. */
  void diskIsFull(boolean full) {
    diskIsFull = full;
    if (!full && unsaved) {
      savedVersion = sentinel().stateVersion();
      unsaved = false;
      input(new Input.SavingWorks());
    }
  }

  private void save() {
    if (!diskIsFull) {
      savedVersion = sentinel().stateVersion();
    } else if (!unsaved) {
      unsaved = true;
      due.addFirst(new Input.SavingFailed(savedVersion, "No space left on device"));
    }
  }

  private static String where(Effect.Connect connect) {
    return connect.address().port()
        + (connect.purpose() == Effect.Purpose.HELLO ? " hello" : " commands");
  }

  private void connect(Effect.Connect connect) {
    int port = connect.address().port();
    FakeRedis.Health health = health(port);
    if (showAll || showConnects) {
      write("connect " + where(connect));
    }
    if (health == FakeRedis.Health.DEAD) {
      due.add(new Input.LinkDown(connect.connection(), "Connection refused"));
    } else {
      connections.put(connect.connection(), connect);
      due.add(new Input.LinkUp(connect.connection(), "127.0.0.1", "127.0.0.1"));
    }
  }

  private FakeRedis.Health health(int port) {
    FakeRedis node = nodes.get(port);
    FakePeer peer = peers.get(port);
    return node != null ? node.health : peer != null ? peer.health : FakeRedis.Health.DEAD;
  }

  private void send(Effect.Send send) {
    if (send.restsOn() > savedVersion) {
      due.add(new Input.Withheld(send.connection(), send.ticket()));
      return;
    }
    Effect.Connect connect = connections.get(send.connection());
    if (connect == null) {
      return;
    }
    int port = connect.address().port();
    String command = send.words().getFirst();
    note(port, send.words());
    if (health(port) == FakeRedis.Health.FROZEN) {
      return;
    }
    FakeRedis node = nodes.get(port);
    FakePeer peer = peers.get(port);
    Reply reply =
        node != null
            ? reply(node, send.connection(), send.words())
            : peer != null ? reply(peer, command, send.words()) : null;
    if (node != null && command.equals("PUBLISH")) {
      echo(port, send.words().get(2));
    }
    if (reply != null) {
      due.add(new Input.Replied(send.connection(), send.ticket(), reply));
    }
  }

  /** Redis sends a message to every subscriber, the one that published it included. */
  private void echo(int port, String payload) {
    for (Effect.Connect connect : connections.values()) {
      if (connect.address().port() == port && connect.purpose() == Effect.Purpose.HELLO) {
        due.add(new Input.HelloReceived(connect.connection(), payload));
      }
    }
  }

  private void note(int port, List<String> words) {
    String command = words.getFirst();
    if (command.equals("MULTI")) {
      transaction = new ArrayList<>();
    }
    if (transaction != null) {
      transaction.add(String.join(" ", words));
      if (command.equals("EXEC")) {
        write("send " + port + " " + String.join("; ", transaction));
        transaction = null;
      }
    } else if (showAll || !ROUTINE.contains(command)) {
      write("send " + port + " " + String.join(" ", words));
    }
  }

  private Reply reply(FakeRedis node, ConnectionId connection, List<String> words) {
    List<List<String>> queued = transactions.get(connection);
    String command = words.getFirst();
    String refusal = node.refusal(command, queued != null);
    if (refusal != null) {
      if (queued != null) {
        refused.add(connection);
      }
      return new Reply.Failure(refusal);
    }
    if (command.equals("MULTI")) {
      transactions.put(connection, new ArrayList<>());
      return new Reply.Status("OK");
    }
    if (command.equals("EXEC")) {
      transactions.remove(connection);
      if (refused.remove(connection)) {
        return new Reply.Failure("EXECABORT Transaction discarded because of previous errors.");
      }
      return queued == null
          ? new Reply.Failure("ERR EXEC without MULTI")
          : new Reply.Many(queued.stream().map(w -> execute(node, w.getFirst(), w)).toList());
    }
    if (queued != null) {
      queued.add(words);
      return new Reply.Status("QUEUED");
    }
    return execute(node, command, words);
  }

  private Reply execute(FakeRedis node, String command, List<String> words) {
    return switch (command) {
      case "PING" -> node.ping();
      case "INFO" -> node.info();
      case "PUBLISH" -> new Reply.Number(1);
      case "SLAVEOF" -> {
        node.obey(words.get(1), words.get(2));
        yield new Reply.Status("OK");
      }
      case "FAILOVER" -> handOver(node, words);
      default -> new Reply.Status("OK");
    };
  }

  private Reply handOver(FakeRedis node, List<String> words) {
    if (node.refusesFailover) {
      return new Reply.Failure("ERR unknown command 'FAILOVER'");
    }
    FakeRedis target = words.get(1).equals("TO") ? nodes.get(Integer.valueOf(words.get(3))) : null;
    if (target != null && target.obeys) {
      target.obey("NO", "ONE");
      node.obey("127.0.0.1", words.get(3));
    }
    return new Reply.Status("OK");
  }

  private static @Nullable Reply reply(FakePeer peer, String command, List<String> words) {
    return switch (command) {
      case "PING" -> new Reply.Status("PONG");
      case "PUBLISH" -> new Reply.Number(1);
      case "SENTINEL" -> peer.answersAsks ? peer.answer(words) : null;
      default -> new Reply.Status("OK");
    };
  }
}
