package dev.vedette.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A real Redis node on a port of its own, which can be killed, stopped and started again. */
public final class RedisServer implements AutoCloseable {

  private static final Duration TO_START = Duration.ofSeconds(30);

  private final int port;
  private final Path folder;
  private final Path log;
  private Process process;

  private RedisServer(int port, Path folder, Path log, Process process) {
    this.port = port;
    this.folder = folder;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param folder of its own
   * @param master its port, or 0
   * @throws IOException when it cannot be started
   */
  public static RedisServer start(Path folder, int master) throws IOException {
    Files.createDirectories(folder);
    int port = Ports.free();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "port " + port,
                "bind 127.0.0.1",
                "dir " + folder,
                "save \"\"",
                "repl-diskless-sync-delay 0"));
    if (master != 0) {
      lines.add("replicaof 127.0.0.1 " + master);
    }
    Files.write(folder.resolve("redis.conf"), lines);
    Path log = folder.resolve("log");
    RedisServer server = new RedisServer(port, folder, log, launch(folder, log));
    server.awaitPong();
    return server;
  }

  private static Process launch(Path folder, Path log) throws IOException {
    return Children.start(
        new ProcessBuilder("redis-server", folder.resolve("redis.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Ends it as kill -9 does; the microsecond since 1970 before that. */
  public long kill() {
    long at = Clock.micros();
    process.destroyForcibly();
    return at;
  }

  /** Stops it as SIGSTOP does; the microsecond since 1970 before that. */
  public long freeze() {
    long at = Clock.micros();
    Signals.send(process.pid(), "STOP");
    return at;
  }

  /** Brings it back: it goes on, or is started again with the file it left. */
  public void revive() {
    if (process.isAlive()) {
      Signals.send(process.pid(), "CONT");
      return;
    }
    try {
      process = launch(folder, log);
    } catch (IOException e) {
      throw new BenchException("cannot start redis-server", e);
    }
    awaitPong();
  }

  /** Whether it is a replica of that port and has its data; never throws. */
  public boolean replicates(int master) {
    try (Jedis jedis = new Jedis("127.0.0.1", port, 1_000)) {
      List<String> lines = jedis.info("replication").lines().toList();
      return lines.contains("master_port:" + master) && lines.contains("master_link_status:up");
    } catch (JedisException e) {
      return false;
    }
  }

  /**
   * When it was told to follow that port, or to be a master if 0, first after a time; in
   * milliseconds since 1970.
   */
  public OptionalLong toldAt(int master, long sinceMillis) {
    String wanted =
        master == 0 ? "MASTER MODE enabled" : "REPLICAOF 127.0.0.1:" + master + " enabled";
    return LogLines.of(log).stream()
        .filter(line -> line.atMillis() >= sinceMillis && line.text().startsWith(wanted))
        .mapToLong(LogLines.Line::atMillis)
        .findFirst();
  }

  private void awaitPong() {
    Waiting.untilTrue("redis-server to answer", TO_START, Duration.ofMillis(10), this::pongs);
  }

  private boolean pongs() {
    try (Jedis jedis = new Jedis("127.0.0.1", port, 1_000)) {
      return "PONG".equals(jedis.ping());
    } catch (JedisException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
