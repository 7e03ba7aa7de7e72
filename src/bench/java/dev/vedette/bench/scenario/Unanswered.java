package dev.vedette.bench.scenario;

import static dev.vedette.bench.report.Row.Better.LESS;

import dev.vedette.bench.fleet.Fleet;
import dev.vedette.bench.process.BenchException;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.ProcessFigures;
import dev.vedette.bench.process.SentinelProcess;
import dev.vedette.bench.process.Waiting;
import dev.vedette.bench.report.Row;
import dev.vedette.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import redis.clients.jedis.Jedis;

/**
 * Nodes that accept and never answer, or answer one byte a second: they may cost next to nothing.
 */
public final class Unanswered implements Scenario {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final String name;
  private final String verb;
  private final int nodes;
  private final Row cpu;
  private final Row memory;
  private final Row pong;

  private Unanswered(String name, String verb, int nodes, String what) {
    this.name = name;
    this.verb = verb;
    this.nodes = nodes;
    cpu = new Row(name + ".cpu", what + ": CPU", "% of a core", LESS, Target.atMost(5));
    memory = new Row(name + ".resident", what + ": resident", "MB", LESS, Target.NONE);
    pong = new Row(name + ".pong", what + ": PONG after", "ms", LESS, Target.NONE);
  }

  /** 5,000 masters that accept and never answer. */
  public static Unanswered silent() {
    return new Unanswered(
        "bad-silent", "FREEZE", 5_000, "5,000 masters that accept and never answer");
  }

  /** 1,000 masters that answer one byte a second. */
  public static Unanswered trickling() {
    return new Unanswered(
        "bad-trickle", "TRICKLE", 1_000, "1,000 masters that answer one byte a second");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rounds() {
    return 3;
  }

  @Override
  public void measure(Round round) throws IOException {
    try (Fleet fleet = Fleet.start(nodes, 1, round.folder().resolve("fleet.log"))) {
      fleet.all(verb);
      try (SentinelProcess sentinel =
          SentinelProcess.start(
              round.kind(),
              round.folder().resolve("sentinel"),
              Watched.lines(fleet, 1, 5_000),
              Watched.environment(Ports.free()))) {
        sentinel.awaitPong(LIMIT);
        // Until all are called down, and the reasons are logged: what follows is the steady state.
        Waiting.pause(Duration.ofSeconds(round.quick() ? 20 : 60));
        double used = Watched.cpuPercent(sentinel, Duration.ofSeconds(round.quick() ? 10 : 30));
        round.add(cpu, used);
        round.add(memory, ProcessFigures.residentKb(sentinel.pid()) / 1024.0);
        round.add(pong, pongMillis(sentinel));
        if (sentinel.log().count("+tilt") > 0) {
          throw new BenchException("TILT");
        }
      }
    }
  }

  /** How long one PING takes, the connection included. */
  static double pongMillis(SentinelProcess sentinel) {
    long begin = System.nanoTime();
    try (Jedis client = sentinel.connect()) {
      client.ping();
    }
    return (System.nanoTime() - begin) / 1e6;
  }
}
