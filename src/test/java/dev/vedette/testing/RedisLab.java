package dev.vedette.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts real processes for one test and ends them all after it; when the test failed, their logs
 * go to the test's log first. Use it with {@code @RegisterExtension}, or close it yourself.
 *
 * <pre>{@code
 * @RegisterExtension final RedisLab lab = new RedisLab();
 *
 * RedisGroup group = lab.group(2);
 * group.master().kill();
 * }</pre>
 */
public final class RedisLab implements AfterEachCallback, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLab.class);

  private final List<AutoCloseable> opened = Collections.synchronizedList(new ArrayList<>());
  private final List<Path> logs = Collections.synchronizedList(new ArrayList<>());
  private final Thread hook = new Thread(this::endAll, "end-redis-processes");
  private final Path binary;
  private @Nullable Path folder;

  /** A lab with the {@code redis-server} of {@link RedisBinary#server}. */
  public RedisLab() {
    this(RedisBinary.server());
  }

  /** A lab with that {@code redis-server}. */
  public RedisLab(Path binary) {
    this(binary, true);
  }

  private RedisLab(Path binary, boolean endsWithTheMachine) {
    this.binary = binary;
    if (endsWithTheMachine) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /** A lab that must be closed by the caller, even when the virtual machine ends. */
  public static RedisLab closedByCaller() {
    return new RedisLab(RedisBinary.server(), false);
  }

  /** A node on a free port, with further arguments such as {@code --replica-priority 10}. */
  public RedisProcess redis(String... arguments) {
    return redisWithPassword(null, arguments);
  }

  /**
   * A node that wants a password, and uses it towards its master.
   *
   * @param password null for none
   */
  public RedisProcess redisWithPassword(@Nullable String password, String... arguments) {
    return redisAt(FreePorts.next(), password, arguments);
  }

  /**
   * A new node at the address of one that is gone, as after a repair or a mistake: nothing of the
   * old one's configuration and data is there.
   */
  public RedisProcess redisInPlaceOf(RedisProcess gone, String... arguments) {
    Path data = folder().resolve("dump-" + gone.port() + ".rdb");
    try {
      boolean _ = Files.deleteIfExists(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return redisAt(gone.port(), null, arguments);
  }

  private RedisProcess redisAt(int port, @Nullable String password, String... arguments) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    words.addAll(List.of("--save", "", "--appendonly", "no", "--repl-diskless-sync-delay", "0"));
    words.addAll(List.of("--dbfilename", "dump-" + port + ".rdb"));
    if (password != null) {
      words.addAll(List.of("--requirepass", password, "--masterauth", password));
    }
    words.addAll(List.of(arguments));
    return watch(
            new RedisProcess(
                "redis-" + port,
                List.of(binary.toString()),
                folder(),
                port,
                password,
                configured(words)))
        .start();
  }

  /** A master and that many replicas, ready. */
  public RedisGroup group(int replicas) {
    return group(null, replicas);
  }

  /** The same with a password for all. */
  public RedisGroup group(@Nullable String password, int replicas) {
    RedisProcess master = redisWithPassword(password);
    List<RedisProcess> followers = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      followers.add(replicaOf(master, password));
    }
    return new RedisGroup(master, followers).awaitReplication();
  }

  /** A replica of that master, not yet in sync. */
  public RedisProcess replicaOf(
      RedisProcess master, @Nullable String password, String... arguments) {
    List<String> words = new ArrayList<>(List.of("--replicaof", "127.0.0.1 " + master.port()));
    words.addAll(List.of(arguments));
    return redisWithPassword(password, words.toArray(String[]::new));
  }

  /**
   * A real sentinel on a free port.
   *
   * @param configuration lines of its {@code sentinel.conf}; the port is added
   */
  public RedisProcess sentinel(String... configuration) {
    int port = FreePorts.next();
    return sentinel(sentinelFile(port, configuration), port).start();
  }

  /** A real sentinel with that file, which says that port; not started. */
  public RedisProcess sentinel(Path file, int port) {
    List<String> program = List.of(binary.toString(), file.toString(), "--sentinel");
    return watch(new RedisProcess("sentinel-" + port, program, folder(), port, null, List.of()));
  }

  /**
   * A Vedette in a process of its own, without its admin side.
   *
   * @param configuration lines of its {@code sentinel.conf}; the port is added
   */
  public RedisProcess vedette(String... configuration) {
    int port = FreePorts.next();
    return vedette(sentinelFile(port, configuration), port, "--vedette.admin.enabled=false")
        .start();
  }

  /** A Vedette with that file, which says that port, and further arguments; not started. */
  public RedisProcess vedette(Path file, int port, String... arguments) {
    List<String> program =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.vedette.Vedette",
            file.toString());
    return watch(
        new RedisProcess("vedette-" + port, program, folder(), port, null, List.of(arguments)));
  }

  /** Writes a {@code sentinel.conf} with that port. */
  public Path sentinelFile(int port, String... configuration) {
    Path file = folder().resolve("sentinel-" + port + ".conf");
    write(file, "port " + port + "\nbind 127.0.0.1\n" + String.join("\n", configuration) + "\n");
    return file;
  }

  /** A folder that goes away with the lab. */
  public synchronized Path folder() {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory("vedette-lab-");
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes that, too, before the folder goes away; latest first. */
  public <T extends AutoCloseable> T closing(T resource) {
    opened.add(resource);
    return resource;
  }

  /** Shows that file, too, when the test fails. */
  public void showOnFailure(Path log) {
    logs.add(log);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      tellLogs();
    }
    close();
  }

  @Override
  public void close() {
    endAll();
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("The process ends already", e);
    }
  }

  private void endAll() {
    List<AutoCloseable> all = new ArrayList<>(opened);
    Collections.reverse(all);
    for (AutoCloseable resource : all) {
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("{} could not be closed", resource, e);
      }
    }
    opened.clear();
    deleteFolder();
  }

  private RedisProcess watch(RedisProcess process) {
    opened.add(process);
    logs.add(process.log());
    return process;
  }

  /** Redis rewrites its configuration on a failover, which takes a file to rewrite. */
  private List<String> configured(List<String> words) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("--")) {
        lines.append(lines.isEmpty() ? "" : "\n").append(word.substring(2));
      } else {
        lines.append(' ').append(quoted(word));
      }
    }
    Path file = folder().resolve("redis-" + words.get(1) + ".conf");
    write(file, lines.append('\n').toString());
    return List.of(file.toString());
  }

  /** An address of two words stays two words; anything else that needs quotes gets them. */
  private static String quoted(String word) {
    boolean plain = word.matches("[\\w.:-]+( \\d+)?");
    return plain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void tellLogs() {
    for (Path log : List.copyOf(logs)) {
      try {
        if (Files.exists(log)) {
          LOG.warn("{} said:", log.getFileName());
          Files.readAllLines(log).forEach(line -> LOG.warn("| {}", line));
        }
      } catch (IOException e) {
        LOG.warn("{} cannot be read", log, e);
      }
    }
  }

  private void deleteFolder() {
    Path present = folder;
    if (present == null || !Files.exists(present)) {
      return;
    }
    try (Stream<Path> files = Files.walk(present)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            boolean _ = file.toFile().delete();
          });
    } catch (IOException e) {
      LOG.warn("{} could not be removed", present, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
