package dev.vedette.bench.micro;

import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the core needs for a message of each kind, the deadlines that it moves included. 512 at
 * once, as many as the engine takes in one turn; the times are those of one message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TurnBenchmark {

  private static final int TURN = 512;

  /** How many masters are watched, each with a replica and a peer. */
  @Param({"300", "3000"})
  public int masters;

  /** What comes. */
  @Param({"PONG", "INFO", "HELLO", "MIXED"})
  public Kind kind = Kind.MIXED;

  private final List<Input> inputs = new ArrayList<>(TURN);
  private @Nullable WatchedCore core;

  /** Kinds of messages. */
  public enum Kind {
    /** Answers to PING. */
    PONG(
        input -> input instanceof Input.Replied replied && replied.reply() instanceof Reply.Status),
    /** Answers to INFO, about 4 KB. */
    INFO(input -> input instanceof Input.Replied replied && replied.reply() instanceof Reply.Text),
    /** Hellos of the peer. */
    HELLO(input -> false),
    /** All answers as they come in quiet times. */
    MIXED(input -> true);

    private final Predicate<Input> wanted;

    Kind(Predicate<Input> wanted) {
      this.wanted = wanted;
    }
  }

  /** Everything is found before the first measurement. */
  @Setup(Level.Trial)
  public void watch() {
    core = new WatchedCore(masters);
  }

  /**
   * Lets time pass until there are enough messages of the kind; all others are taken in meanwhile.
   */
  @Setup(Level.Invocation)
  public void prepare() {
    WatchedCore watched = Objects.requireNonNull(core);
    inputs.clear();
    for (int i = 0; kind == Kind.HELLO && i < TURN; i++) {
      inputs.add(watched.hello(i));
    }
    while (inputs.size() < TURN) {
      Input input = watched.answersOf(1).getFirst();
      if (kind.wanted.test(input)) {
        inputs.add(input);
      } else {
        watched.take(watched.step(input));
      }
    }
  }

  /** A turn. */
  @Benchmark
  @OperationsPerInvocation(TURN)
  public void turn(Blackhole hole) {
    WatchedCore watched = Objects.requireNonNull(core);
    for (Input input : inputs) {
      var effects = watched.step(input);
      watched.take(effects);
      hole.consume(effects);
    }
  }
}
