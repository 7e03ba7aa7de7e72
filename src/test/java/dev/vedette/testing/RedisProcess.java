package dev.vedette.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A real {@code redis-server}, {@code redis-sentinel} or Vedette, mostly on loopback: started,
 * killed, frozen, resumed and started again as often as a test likes.
 */
public final class RedisProcess implements AutoCloseable {

  /** How long a process may take to answer its first PING on a busy machine. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final List<String> program;
  private final Path folder;
  private final String host;
  private final int port;
  private final List<String> arguments;
  private final @Nullable String password;
  private @Nullable Process process;

  /**
   * @param name for people, in logs
   * @param program what to run, with the arguments that come first
   * @param folder its working folder; the log goes there
   * @param port where it listens
   * @param password to talk to it, null for none
   * @param arguments of the command
   */
  RedisProcess(
      String name,
      List<String> program,
      Path folder,
      int port,
      @Nullable String password,
      List<String> arguments) {
    this(name, program, folder, "127.0.0.1", port, password, arguments);
  }

  private RedisProcess(
      String name,
      List<String> program,
      Path folder,
      String host,
      int port,
      @Nullable String password,
      List<String> arguments) {
    this.name = name;
    this.program = List.copyOf(program);
    this.folder = folder;
    this.host = host;
    this.port = port;
    this.password = password;
    this.arguments = List.copyOf(arguments);
  }

  /**
   * One that listens at another address of this machine, without a password; not started. The
   * caller ends it.
   *
   * @param program the whole command
   */
  public static RedisProcess at(
      String host, int port, String name, List<String> program, Path folder) {
    return new RedisProcess(name, program, folder, host, port, null, List.of());
  }

  /** Starts it and waits until it answers. */
  public RedisProcess start() {
    launch();
    Awaitility.await(name + " answers")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(this::answers);
    return this;
  }

  /** Starts it and does not wait for an answer. */
  public RedisProcess launch() {
    if (isAlive()) {
      throw new IllegalStateException(name + " runs already");
    }
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    try {
      Files.writeString(
          log(), "--- " + command + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  private boolean answers() {
    if (!isAlive()) {
      throw new IllegalStateException(name + " ended at once:\n" + logText());
    }
    try (Jedis jedis = connect()) {
      return "PONG".equals(jedis.ping());
    } catch (JedisException e) {
      // Loading, or not listening yet: asked again.
      return false;
    }
  }

  /** A connection to it; the caller closes it. */
  public Jedis connect() {
    return new Jedis(
        new HostAndPort(host, port),
        DefaultJedisClientConfig.builder().password(password).timeoutMillis(2_000).build());
  }

  /** Sends it a command and returns its reply as text; an error is thrown. */
  public String command(String... words) {
    try (Jedis jedis = connect()) {
      String[] arguments = Arrays.copyOfRange(words, 1, words.length);
      Object reply = jedis.sendCommand(() -> SafeEncoder.encode(words[0]), arguments);
      return String.valueOf(SafeEncoder.encodeObject(reply));
    }
  }

  /** Gives it that many keys of that many bytes each. */
  public RedisProcess fill(int keys, int bytes) {
    String script =
        "for i = 1, ARGV[1] do redis.call('SET', 'filled:' .. i, string.rep('x', ARGV[2])) end";
    command("EVAL", script, "0", Integer.toString(keys), Integer.toString(bytes));
    return this;
  }

  /** How many keys it has. */
  public long keys() {
    return Long.parseLong(command("DBSIZE"));
  }

  /** Makes it a replica of that node; its link opens later. */
  public RedisProcess follow(RedisProcess master) {
    command("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
    return this;
  }

  /** A field of INFO, empty when there is none. */
  public String info(String field) {
    try (Jedis jedis = connect()) {
      return jedis
          .info()
          .lines()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1))
          .findFirst()
          .orElse("");
    }
  }

  /** {@code master} or {@code slave}, or empty while it does not answer. */
  public String role() {
    try {
      return info("role");
    } catch (JedisException e) {
      return "";
    }
  }

  /** The port of the master that it follows with an open link, or 0. */
  public int followedPort() {
    try {
      return info("master_link_status").equals("up") ? Integer.parseInt(info("master_port")) : 0;
    } catch (JedisException e) {
      return 0;
    }
  }

  /** Ends it with SIGKILL and waits until it is gone. */
  public RedisProcess kill() {
    Process running = running();
    running.destroyForcibly();
    waitForEnd(running);
    return this;
  }

  /** Ends it with SIGTERM and waits until it is gone. */
  public RedisProcess terminate() {
    Process running = running();
    running.destroy();
    waitForEnd(running);
    return this;
  }

  /** Waits until it ends by itself, and returns its exit code. */
  public int awaitEnd() {
    Process running = running();
    waitForEnd(running);
    return running.exitValue();
  }

  /** Sends it a signal such as {@code TERM} and does not wait. */
  public RedisProcess signal(String signal) {
    try {
      int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + signal + " of " + name + " gave " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return this;
  }

  /** Freezes it with SIGSTOP: its connections stay open, nothing answers. */
  public RedisProcess freeze() {
    return signal("STOP");
  }

  /** Lets it go on with SIGCONT. */
  public RedisProcess resume() {
    return signal("CONT");
  }

  /** Whether the process exists, frozen or not. */
  public boolean isAlive() {
    Process present = process;
    return present != null && present.isAlive();
  }

  public long pid() {
    return running().pid();
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  public String host() {
    return host;
  }

  /** {@code host:port}. */
  public String address() {
    return host + ":" + port;
  }

  /** Its working folder. */
  public Path folder() {
    return folder;
  }

  /** Where its output goes. */
  public Path log() {
    return folder.resolve(name + ".log");
  }

  /** Its output so far. */
  public String logText() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it if it runs, frozen or not. */
  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
  }

  private Process running() {
    Process present = process;
    if (present == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return present;
  }

  private void waitForEnd(Process ending) {
    try {
      if (!ending.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
