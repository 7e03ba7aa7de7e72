package dev.vedette.sentinel.rehearsal;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.message.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Sentinels and nodes that hear each other a millisecond after something was said, in a time of
 * their own.
 */
final class PlayedGroup {

  /** Nodes have the ports from 1 on, sentinels those from here on. */
  static final int FIRST_SENTINEL_PORT = 101;

  private static final String HERE = "127.0.0.1";

  private record Line(int sentinel, ConnectionId connection, int port, boolean hello) {}

  private record Asked(int sentinel, Effect.Send question) {}

  private record Cue(long at, long order, int sentinel, Input input) implements Comparable<Cue> {
    @Override
    public int compareTo(Cue other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final List<Sentinel> sentinels;
  private final List<PlayedNode> nodes;
  private final Audience audience;
  private final List<Line> lines = new ArrayList<>();
  private final Map<Long, Asked> asked = new HashMap<>();
  private final PriorityQueue<Cue> cues = new PriorityQueue<>();
  private long cueCount;
  private long requestCount;
  private long now;
  private boolean deafToVotes;
  private int switches;

  PlayedGroup(List<Sentinel> sentinels, List<PlayedNode> nodes, Audience audience, long now) {
    this.sentinels = List.copyOf(sentinels);
    this.nodes = List.copyOf(nodes);
    this.audience = audience;
    this.now = now;
  }

  void start() {
    for (int i = 0; i < sentinels.size(); i++) {
      carryOut(i, sentinels.get(i).start(now));
    }
  }

  long now() {
    return now;
  }

  /** How many times a sentinel has said that the master has moved. */
  int switches() {
    return switches;
  }

  /** While it holds, nobody hears an answer about a vote. */
  void deafToVotes(boolean deaf) {
    deafToVotes = deaf;
  }

  /** Asks one of the sentinels for something, whatever it answers. */
  void ask(int sentinel, Request request) {
    cue(sentinel, new Input.Requested(++requestCount, request));
  }

  /** The master ends: its connections are lost, and new ones are refused. */
  void loseMaster() {
    for (int i = 0; i < nodes.size(); i++) {
      PlayedNode node = nodes.get(i);
      if (node.isAlive() && node.isMaster()) {
        node.alive(false);
        for (Line line : List.copyOf(lines)) {
          if (line.port() == i + 1) {
            lines.remove(line);
            cue(line.sentinel(), new Input.LinkDown(line.connection(), "Connection reset by peer"));
          }
        }
      }
    }
  }

  /** Who was lost comes back as it was. */
  void bringBack() {
    nodes.forEach(node -> node.alive(true));
  }

  /** Lets so much time pass, with all that happens in it. */
  void play(long millis) {
    long end = now + millis;
    while (now < end) {
      while (!cues.isEmpty() && cues.peek().at() <= now) {
        Cue cue = cues.remove();
        carryOut(cue.sentinel(), sentinels.get(cue.sentinel()).step(cue.input(), now));
      }
      long next = cues.isEmpty() ? end : Math.min(end, cues.peek().at());
      for (int i = 0; i < sentinels.size(); i++) {
        if (sentinels.get(i).nextDeadline() <= now) {
          carryOut(i, sentinels.get(i).step(new Input.Tick(), now));
        }
        next = Math.min(next, sentinels.get(i).nextDeadline());
      }
      now = Math.max(now + 1, next);
    }
  }

  private void cue(int sentinel, Input input) {
    cues.add(new Cue(now + 1, cueCount++, sentinel, input));
  }

  private void carryOut(int sentinel, List<Effect> effects) {
    for (Effect effect : effects) {
      audience.sees(effect);
      switch (effect) {
        case Effect.Connect connect -> connect(sentinel, connect);
        case Effect.Disconnect disconnect ->
            lines.removeIf(line -> isLine(line, sentinel, disconnect.connection()));
        case Effect.Send send -> send(sentinel, send);
        case Effect.Persist persist -> audience.saves(sentinels.get(sentinel).durableState());
        case Effect.Answer answer -> answer(answer);
        case Effect.Emit emit -> switches += emit.event().type() == EventType.SWITCH_MASTER ? 1 : 0;
        case Effect.Log log -> {}
        case Effect.RunScript script -> {}
        case Effect.Resolve resolve -> {}
        case Effect.Fault fault -> throw fault.cause();
        case Effect.Crash crash -> {}
      }
    }
  }

  private static boolean isLine(Line line, int sentinel, ConnectionId connection) {
    return line.sentinel() == sentinel && line.connection().equals(connection);
  }

  private void connect(int sentinel, Effect.Connect connect) {
    int port = connect.address().port();
    cue(sentinel, new Input.LinkConnecting(connect.connection()));
    if (port < FIRST_SENTINEL_PORT && !nodes.get(port - 1).isAlive()) {
      cue(sentinel, new Input.LinkDown(connect.connection(), "Connection refused"));
      return;
    }
    boolean hello = connect.purpose() == Effect.Purpose.HELLO;
    lines.add(new Line(sentinel, connect.connection(), port, hello));
    cue(sentinel, new Input.LinkUp(connect.connection(), HERE, HERE));
  }

  private void send(int sentinel, Effect.Send send) {
    for (Line line : lines) {
      if (isLine(line, sentinel, send.connection())) {
        if (line.port() < FIRST_SENTINEL_PORT) {
          toNode(sentinel, line.port(), send);
        } else {
          toSentinel(sentinel, line.port() - FIRST_SENTINEL_PORT, send);
        }
        return;
      }
    }
  }

  private void toNode(int sentinel, int port, Effect.Send send) {
    if (send.words().getFirst().equals("PUBLISH")) {
      for (Line line : lines) {
        if (line.port() == port && line.hello()) {
          cue(line.sentinel(), new Input.HelloReceived(line.connection(), send.words().getLast()));
        }
      }
    }
    reply(sentinel, send, nodes.get(port - 1).answer(send.words(), nodes));
  }

  private void toSentinel(int from, int to, Effect.Send send) {
    List<String> words = send.words();
    switch (words.getFirst()) {
      case "PING" -> reply(from, send, new Reply.Status("PONG"));
      case "PUBLISH" -> {
        ask(to, new Request.PeerHello(words.getLast()));
        reply(from, send, new Reply.Number(1));
      }
      default -> {
        ask(
            to,
            new Request.IsMasterDown(
                words.get(2),
                Integer.parseInt(words.get(3)),
                Long.parseLong(words.get(4)),
                words.get(5)));
        asked.put(requestCount, new Asked(from, send));
      }
    }
  }

  private void answer(Effect.Answer effect) {
    Asked asker = asked.remove(effect.id());
    if (asker != null
        && effect.answer() instanceof Answer.MasterDown(boolean down, String leader, long epoch)
        && !(deafToVotes && leader != null)) {
      reply(
          asker.sentinel(),
          asker.question(),
          new Reply.Many(
              List.of(
                  new Reply.Number(down ? 1 : 0),
                  new Reply.Text(leader == null ? "*" : leader),
                  new Reply.Number(epoch))));
    }
  }

  private void reply(int sentinel, Effect.Send send, Reply reply) {
    cue(sentinel, new Input.Replied(send.connection(), send.ticket(), reply));
  }
}
