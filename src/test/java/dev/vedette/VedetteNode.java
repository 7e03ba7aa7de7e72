package dev.vedette;

import static org.awaitility.Awaitility.await;

import dev.vedette.engine.Engine;
import dev.vedette.engine.ProcessControl;
import dev.vedette.engine.PublishedEvent;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.ReplicaView;
import dev.vedette.sentinel.view.SentinelView;
import dev.vedette.testing.FreePorts;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A Vedette inside of this process: everything but the admin side, on its own port and with its own
 * file. Several of them make a fleet that costs little.
 */
final class VedetteNode implements AutoCloseable {

  /** How long anything may take on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Periods of Redis, but what a test would wait for comes sooner, and a busy machine is no TILT.
   */
  private static final Timings QUICK =
      new Timings(
          1_000, 500, 500, 500, 30_000, 180_000, 30_000, 30_000, 10_000, 5_000, 10_000, 60_000,
          30_000);

  private final Path file;
  private final int port;
  private final List<PublishedEvent> events = new CopyOnWriteArrayList<>();
  private GenericApplicationContext context;

  private VedetteNode(Path file, int port) {
    this.file = file;
    this.port = port;
    this.context = open();
  }

  /**
   * Starts one, which ends with the laboratory.
   *
   * @param lines of its configuration; the port is added
   */
  static VedetteNode start(RedisLab lab, String... lines) {
    int port = FreePorts.next();
    Path file = lab.folder().resolve("vedette-" + port + ".conf");
    try {
      Files.writeString(
          file, "port " + port + "\nbind 127.0.0.1\n" + String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lab.closing(new VedetteNode(file, port));
  }

  /** Starts one on a file that another sentinel wrote, and that says that port. */
  static VedetteNode takeOver(RedisLab lab, Path file, int port) {
    return lab.closing(new VedetteNode(file, port));
  }

  /** One that watches the group as {@code mymaster}, with short timeouts. */
  static VedetteNode watching(RedisLab lab, RedisGroup group, int quorum, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "sentinel monitor mymaster 127.0.0.1 " + group.master().port() + " " + quorum,
                "sentinel down-after-milliseconds mymaster 1500",
                "sentinel failover-timeout mymaster 4000"));
    lines.addAll(List.of(more));
    return start(lab, lines.toArray(String[]::new));
  }

  private GenericApplicationContext open() {
    CommandLine line = CommandLine.parse(file.toString());
    ConfigurableEnvironment environment = Vedette.environment(line);
    GenericApplicationContext opened =
        EngineContext.start(EngineContext.load(line, environment), environment, new NoProcess());
    Engine engine = opened.getBean(Engine.class);
    engine.addListener(events::add, 0);
    get(engine.request(new Request.Configure(settings -> settings.withTimings(QUICK), false)));
    return opened;
  }

  /** Stops it in order. */
  @Override
  public void close() {
    context.close();
  }

  /** Starts it again from its file. */
  void restart() {
    context.close();
    context = open();
  }

  Path file() {
    return file;
  }

  int port() {
    return port;
  }

  /** Its beans; a new one after every restart. */
  GenericApplicationContext context() {
    return context;
  }

  Engine engine() {
    return context.getBean(Engine.class);
  }

  /** What it did and saw so far, over all restarts. */
  List<PublishedEvent> events() {
    return events;
  }

  /** The log lines of all events so far. */
  List<String> lines() {
    return events.stream().map(published -> published.event().line()).toList();
  }

  long count(EventType type) {
    return events.stream().filter(published -> published.event().type() == type).count();
  }

  boolean saw(EventType type) {
    return count(type) > 0;
  }

  void awaitEvent(EventType type) {
    awaitEvents(type, 1);
  }

  void awaitEvents(EventType type, int times) {
    await(type.wireName() + " at " + port)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count(type) >= times);
  }

  Answer request(Request request) {
    return get(engine().request(request));
  }

  MasterView master() {
    Engine engine = engine();
    return get(
        engine.read(
            sentinel -> Objects.requireNonNull(sentinel.master("mymaster", engine.nowMillis()))));
  }

  /** What it thinks of its replicas as successors of the master, best first. */
  List<Verdict> candidates() {
    Engine engine = engine();
    return get(
        engine.read(sentinel ->
            Objects.requireNonNull(sentinel.candidates("mymaster", engine.nowMillis()))));
  }

  /** What it thinks of that node as a successor of the master; empty when it is no replica. */
  Optional<Verdict> verdict(RedisProcess node) {
    return candidates().stream()
        .filter(verdict -> verdict.replica().equals(node.address()))
        .findFirst();
  }

  /** What it knows of that node as a replica, empty when it does not know it. */
  Optional<ReplicaView> replica(RedisProcess node) {
    return master().replicas().stream()
        .filter(replica -> replica.instance().name().equals(node.address()))
        .findFirst();
  }

  /** Waits until it knows that many replicas of its master and has read what they say. */
  VedetteNode awaitReplicas(int count) {
    await(count + " replicas at " + port)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          List<ReplicaView> replicas = master().replicas();
          return replicas.size() == count && replicas.stream().allMatch(ReplicaView::masterLinkUp);
        });
    return this;
  }

  SentinelView view() {
    Engine engine = engine();
    return get(engine.read(sentinel -> sentinel.view(engine.nowMillis())));
  }

  /** Where it sends clients. */
  int masterPort() {
    return master().address().port();
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A node inside of a test has no process to end. */
  private static final class NoProcess implements ProcessControl {
    @Override
    public void shutdown() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void halt(int exitCode) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AdminSide adminSide() {
      return new AdminSide(AdminSide.State.OFF, "inside of a test");
    }
  }
}
