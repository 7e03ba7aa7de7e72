package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect.Purpose;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sentinel by the timing and the rules of the original, as far as others can tell: it looks at
 * everything some ten to twenty times a second and at no other time, asks once a second, votes for
 * the first that asks, waits up to a second of chance, gives up an election after {@code min(10 s,
 * failover-timeout)}, and begins the next one twice the failover timeout after the last.
 */
final class StockSentinel extends SentinelHost {

  static final long PUBLISH_MILLIS = 2_000;
  private static final long PING_MILLIS = 1_000;
  private static final long MIN_RECONNECT_MILLIS = 15_000;
  private static final long TILT_TRIGGER_MILLIS = 2_000;
  private static final long TILT_MILLIS = 30_000;
  private static final int MIN_HERTZ = 10;
  private static final long EPOCH_OF_CLOCK = 1_000_000_000;

  final Random random;
  private final Network network;
  private final Agenda agenda;
  private final Checks checks;
  private final Function<Address, @Nullable Host> lookUp;
  private final Map<String, StockMaster> masters = new LinkedHashMap<>();
  private final Map<String, StockLink> peerLinks = new LinkedHashMap<>();
  private final List<StockLink> links = new ArrayList<>();
  private DurableState disk;
  private boolean alive;
  private int incarnation;
  private long nextId = 1;
  private long currentEpoch;
  private long lastTurnAt;
  private long tiltSince;

  StockSentinel(
      String name,
      Address address,
      DurableState state,
      long seed,
      Network network,
      Agenda agenda,
      Checks checks,
      Function<Address, @Nullable Host> lookUp) {
    super(name, address);
    disk = state;
    random = new Random(seed);
    this.network = network;
    this.agenda = agenda;
    this.checks = checks;
    this.lookUp = lookUp;
  }

  @Override
  boolean isAlive() {
    return alive;
  }

  @Override
  String runId() {
    return disk.myId();
  }

  @Override
  int incarnation() {
    return incarnation;
  }

  long now() {
    return EPOCH_OF_CLOCK + agenda.now();
  }

  long currentEpoch() {
    return currentEpoch;
  }

  boolean isTilted() {
    return tiltSince != 0;
  }

  /** Null when it watches none of that name. */
  @Nullable StockMaster master(String masterName) {
    return masters.get(masterName);
  }

  /** What the last write left. */
  DurableState disk() {
    return disk;
  }

  @Override
  @Nullable Seen seen(String name) {
    StockMaster master = masters.get(name);
    return master == null ? null : master.seen();
  }

  @Override
  void start() {
    if (alive) {
      return;
    }
    alive = true;
    changes();
    incarnation++;
    currentEpoch = disk.currentEpoch();
    lastTurnAt = now();
    tiltSince = 0;
    for (MasterState state : disk.masters()) {
      masters.put(state.settings().name(), new StockMaster(this, state));
    }
    checks.note(this, "starts");
    planTurn(incarnation);
  }

  void kill() {
    checks.note(this, "dies");
    alive = false;
    changes();
    masters.clear();
    peerLinks.clear();
    links.clear();
    forgetWaiting();
    network.abandon(this);
    network.resetAll(this);
  }

  private void planTurn(int forIncarnation) {
    long micros = 1_000_000L / (MIN_HERTZ + random.nextInt(MIN_HERTZ));
    agenda.at(
        agenda.nowMicros() + micros,
        () ->
            receive(() -> {
              if (alive && forIncarnation == incarnation) {
                turn();
                planTurn(forIncarnation);
              }
            }));
  }

  private void turn() {
    long gap = now() - lastTurnAt;
    lastTurnAt = now();
    if (gap < 0 || gap > TILT_TRIGGER_MILLIS) {
      tiltSince = now();
      emit(EventType.TILT, null, "#tilt mode entered");
    } else if (tiltSince != 0 && now() - tiltSince > TILT_MILLIS) {
      tiltSince = 0;
      emit(EventType.TILT_CLEARED, null, "#tilt mode exited");
    }
    masters.values().forEach(StockMaster::turn);
  }

  void emit(EventType type, @Nullable String master, String payload) {
    Event event = new Event(type, master, null, payload, Event.Role.OBSERVER, currentEpoch);
    checks.emitted(this, event);
  }

  void save() {
    List<MasterState> saved = masters.values().stream().map(StockMaster::state).toList();
    disk = new DurableState(disk.myId(), currentEpoch, disk.settings(), saved);
  }

  /** The next epoch, for a candidacy of ours. */
  long nextEpoch() {
    return ++currentEpoch;
  }

  void adoptEpoch(long epoch) {
    if (epoch > currentEpoch) {
      currentEpoch = epoch;
      save();
      emit(EventType.NEW_EPOCH, null, Long.toString(epoch));
    }
  }

  // Connections

  StockLink linkTo(Address place) {
    StockLink link = new StockLink(place, true, now());
    links.add(link);
    return link;
  }

  StockLink linkTo(PeerState peer) {
    return peerLinks.computeIfAbsent(
        String.valueOf(peer.runId()),
        id -> {
          StockLink link = new StockLink(peer.address(), false, now());
          links.add(link);
          return link;
        });
  }

  void release(StockLink link) {
    links.remove(link);
    close(link.commands);
    close(link.hello);
  }

  private void close(@Nullable Pipe pipe) {
    if (pipe != null) {
      network.close(pipe);
    }
  }

  /** Connects what is not connected, at most once per ping period. */
  void reconnect(StockLink link) {
    boolean wanting = link.commands == null || (link.needsHello && link.hello == null);
    if (!wanting || now() - link.lastTriedAt < PING_MILLIS) {
      return;
    }
    link.lastTriedAt = now();
    if (link.commands == null) {
      link.commands = connect(link, Purpose.COMMANDS);
      link.commandsSince = now();
      if (link.unansweredSince == 0) {
        link.unansweredSince = now();
      }
    }
    if (link.needsHello && link.hello == null) {
      link.hello = connect(link, Purpose.HELLO);
    }
  }

  private @Nullable Pipe connect(StockLink link, Purpose purpose) {
    Host server = lookUp.apply(link.address);
    if (server == null) {
      return null;
    }
    Pipe pipe = new Pipe(this, new ConnectionId(nextId++), purpose, server);
    network.connect(pipe);
    return pipe;
  }

  /** Closes what seems dead, so that it is connected anew. */
  void dropSilent(StockLink link, long downAfter) {
    long now = now();
    if (link.commands != null
        && now - link.commandsSince > MIN_RECONNECT_MILLIS
        && link.unansweredSince != 0
        && now - link.unansweredSince > downAfter / 2
        && now - link.lastPongAt > downAfter / 2) {
      Pipe pipe = link.commands;
      link.lost(pipe);
      close(pipe);
    }
    Pipe hello = link.hello;
    if (hello != null && link.helloUp && now - link.helloHeardAt > 3 * PUBLISH_MILLIS) {
      link.lost(hello);
      close(hello);
    }
  }

  void ping(StockLink link, long downAfter) {
    long period = Math.min(downAfter, PING_MILLIS);
    boolean due = now() - link.lastPongAt > period && now() - link.lastPingAt > period / 2;
    if (link.canSend() && due) {
      sendPing(link);
    }
  }

  private void sendPing(StockLink link) {
    link.lastPingAt = now();
    if (link.unansweredSince == 0) {
      link.unansweredSince = now();
    }
    send(
        link,
        reply -> {
          link.unansweredSince = 0;
          link.lastPongAt = now();
          link.lastAvailableAt = now();
        },
        "PING");
  }

  boolean send(StockLink link, Consumer<Reply> then, String... words) {
    Pipe pipe = link.commands;
    if (pipe == null || !link.commandsUp) {
      return false;
    }
    long ticket = nextId++;
    link.pending.put(ticket, then);
    network.toServer(pipe, () -> pipe.server.command(pipe, ticket, List.of(words)));
    return true;
  }

  /** Makes a node a replica of that place, or a master when it is null. */
  boolean reconfigure(StockInstance node, @Nullable Address master) {
    if (!node.link.canSend()) {
      return false;
    }
    String host = master == null ? "NO" : master.ip();
    String port = master == null ? "ONE" : Integer.toString(master.port());
    checks.note(this, "orders " + node.name + ": SLAVEOF " + host + " " + port);
    Consumer<Reply> ignored = reply -> {};
    send(node.link, ignored, "MULTI");
    send(node.link, ignored, "SLAVEOF", host, port);
    send(node.link, ignored, "CONFIG", "REWRITE");
    send(node.link, ignored, "CLIENT", "KILL", "TYPE", "normal");
    send(node.link, ignored, "CLIENT", "KILL", "TYPE", "pubsub");
    return send(node.link, ignored, "EXEC");
  }

  @Override
  void input(Pipe pipe, Input input) {
    if (pipe.hasClient()) {
      receive(() -> take(pipe, input));
    }
  }

  private void take(Pipe pipe, Input input) {
    StockLink link = links.stream().filter(each -> each.owns(pipe)).findAny().orElse(null);
    if (link == null || !pipe.hasClient()) {
      return;
    }
    switch (input) {
      case Input.LinkUp up -> {
        link.up(pipe, now());
        if (pipe.purpose == Purpose.COMMANDS) {
          sendPing(link);
        }
      }
      case Input.LinkDown down -> link.lost(pipe);
      case Input.Replied replied -> {
        Consumer<Reply> then = link.pending.remove(replied.ticket());
        if (then != null) {
          then.accept(replied.reply());
        }
      }
      case Input.HelloReceived hello -> {
        link.helloHeardAt = now();
        hear(hello.payload());
      }
      default -> {}
    }
  }

  private void hear(@Nullable String payload) {
    Hello hello = payload == null ? null : Hello.parse(payload);
    StockMaster master = hello == null ? null : masters.get(hello.master());
    if (hello != null && master != null && !hello.runId().equals(runId())) {
      adoptEpoch(hello.currentEpoch());
      master.heard(hello);
    }
  }

  @Override
  void command(Pipe pipe, long ticket, List<String> words) {
    if (!alive) {
      return;
    }
    Reply reply =
        switch (words.getFirst()) {
          case "PING" -> new Reply.Status("PONG");
          case "PUBLISH" -> {
            hear(words.get(2));
            yield new Reply.Number(1);
          }
          case "SENTINEL" -> masterDown(words);
          default -> new Reply.Failure("ERR unknown command");
        };
    network.toClient(pipe, new Input.Replied(pipe.id, ticket, reply));
  }

  private Reply masterDown(List<String> words) {
    Address place = Address.ofIp(words.get(2), Integer.parseInt(words.get(3)));
    StockMaster master =
        masters.values().stream().filter(m -> m.isAt(place)).findAny().orElse(null);
    boolean down = master != null && master.isDown() && !isTilted();
    String leader = "*";
    long epoch = 0;
    if (master != null && !words.get(5).equals("*")) {
      String voted = master.vote(Long.parseLong(words.get(4)), words.get(5));
      leader = voted == null ? "*" : voted;
      epoch = master.leaderEpoch();
    }
    return new Reply.Many(
        List.of(new Reply.Number(down ? 1 : 0), new Reply.Text(leader), new Reply.Number(epoch)));
  }
}
