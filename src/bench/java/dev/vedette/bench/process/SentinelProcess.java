package dev.vedette.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/** A running sentinel, of one kind or the other, started from a file as an operator would. */
public final class SentinelProcess implements AutoCloseable {

  private static final JedisClientConfig PATIENT =
      DefaultJedisClientConfig.builder()
          .connectionTimeoutMillis(10_000)
          .socketTimeoutMillis(60_000)
          .build();

  private final Kind kind;
  private final int port;
  private final Process process;
  private final Path log;
  private final long startedNanos;

  private SentinelProcess(Kind kind, int port, Process process, Path log, long startedNanos) {
    this.kind = kind;
    this.port = port;
    this.process = process;
    this.log = log;
    this.startedNanos = startedNanos;
  }

  /**
   * Starts one and does not wait for it.
   *
   * @param folder an empty folder of its own, for its file and its log
   * @param lines of sentinel.conf; port and bind come by themselves
   * @param environment beside that of this process
   * @throws IOException when it cannot be started
   */
  public static SentinelProcess start(
      Kind kind, Path folder, List<String> lines, Map<String, String> environment)
      throws IOException {
    return start(kind, folder, lines, environment, List.of());
  }

  /**
   * The same with a command that the program is the argument of, such as a shell that sets a limit
   * first.
   */
  public static SentinelProcess start(
      Kind kind,
      Path folder,
      List<String> lines,
      Map<String, String> environment,
      List<String> before)
      throws IOException {
    Files.createDirectories(folder);
    int port = Ports.free();
    List<String> all = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "dir " + folder));
    all.addAll(lines);
    Path file = folder.resolve("sentinel.conf");
    Files.write(file, all);
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>(before);
    command.add(program(kind));
    command.add(file.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long started = System.nanoTime();
    return new SentinelProcess(kind, port, Children.start(builder), log, started);
  }

  private static String program(Kind kind) {
    return switch (kind) {
      case VEDETTE ->
          Path.of(System.getProperty("bench.root", "."), "bin", "vedette")
              .toAbsolutePath()
              .toString();
      case REDIS -> "redis-sentinel";
    };
  }

  /** Who it is. */
  public Kind kind() {
    return kind;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** What it logs, down to the millisecond. */
  public SentinelLog log() {
    return new SentinelLog(log);
  }

  /** By {@code System.nanoTime()}. */
  public long startedNanos() {
    return startedNanos;
  }

  /** Waits for the first PONG and returns the milliseconds since the process was started. */
  public double awaitPong(Duration limit) {
    Waiting.untilTrue(
        "the first PONG of " + kind.title(), limit, Duration.ofMillis(5), this::pongs);
    return (System.nanoTime() - startedNanos) / 1e6;
  }

  private boolean pongs() {
    if (!process.isAlive()) {
      throw new BenchException(
          kind.title() + " ended with status " + process.exitValue() + ": " + log().end());
    }
    try (Jedis jedis = connect()) {
      return "PONG".equals(jedis.ping());
    } catch (JedisException notYet) {
      return false;
    }
  }

  /** A connection of a patient client; the caller closes it. */
  public Jedis connect() {
    return new Jedis(new HostAndPort("127.0.0.1", port), PATIENT);
  }

  /**
   * The address it answers for a master, `ip:port`, null while it knows none or does not answer.
   */
  public @Nullable String address(Jedis client, String master) {
    List<String> address = client.sentinelGetMasterAddrByName(master);
    return address == null ? null : address.get(0) + ":" + address.get(1);
  }

  /**
   * What INFO says of each master: lines like {@code
   * name=m0,status=ok,address=…,slaves=1,sentinels=1}.
   */
  public static List<String> masters(Jedis client) {
    return client
        .info("sentinel")
        .lines()
        .filter(line -> line.startsWith("master") && line.contains("name="))
        .toList();
  }

  /** Whether it still runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Ends it, at first politely. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once. */
  public void kill() {
    process.destroyForcibly();
  }
}
