package dev.vedette.bench.fleet;

import dev.vedette.bench.process.Children;
import dev.vedette.bench.process.Limits;
import dev.vedette.bench.process.Ports;
import dev.vedette.bench.process.ProcessFigures;
import dev.vedette.bench.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.SafeEncoder;

/** A running fleet, in as many processes as the limit on file descriptors asks for. */
public final class Fleet implements AutoCloseable {

  private static final Duration TO_START = Duration.ofSeconds(60);

  private final Address address;
  private final int groups;
  private final List<Part> parts = new ArrayList<>();

  private record Part(Process process, Jedis control, int port, int first, int count) {}

  private Fleet(Address address, int groups) {
    this.address = address;
    this.groups = groups;
  }

  /**
   * Starts groups of one master and one replica.
   *
   * @param groups at least 1
   * @param clients how many sentinels will watch; each node needs descriptors for two connections
   *     of each
   * @param log where its processes write what goes wrong
   * @throws IOException when a process cannot be started
   */
  public static Fleet start(int groups, int clients, Path log) throws IOException {
    Fleet fleet = new Fleet(new Address(Ports.free()), groups);
    // A listening socket, two connections of each sentinel, and what comes while others are being
    // closed.
    int inPart = Math.max(1, (Limits.openFiles() - 200) / (2 * (1 + 2 * clients + 1)));
    try {
      for (int first = 0; first < groups; first += inPart) {
        fleet.parts.add(fleet.launch(first, Math.min(inPart, groups - first), log));
      }
    } catch (IOException | RuntimeException e) {
      fleet.close();
      throw e;
    }
    return fleet;
  }

  private Part launch(int first, int count, Path log) throws IOException {
    int control = Ports.free();
    Process process =
        Children.start(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx192m",
                    "-XX:MaxDirectMemorySize=128m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FleetPart.class.getName(),
                    Integer.toString(address.port()),
                    Integer.toString(control),
                    Integer.toString(first),
                    Integer.toString(count))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    Jedis jedis = Waiting.until("the fleet to listen", TO_START, () -> reach(process, control));
    return new Part(process, jedis, control, first, count);
  }

  private static @Nullable Jedis reach(Process process, int port) {
    if (!process.isAlive()) {
      throw new IllegalStateException("the fleet ended with status " + process.exitValue());
    }
    try {
      return new Jedis("127.0.0.1", port, 30_000);
    } catch (JedisConnectionException e) {
      return null;
    }
  }

  /** Where its nodes listen. */
  public Address address() {
    return address;
  }

  /** How many masters there were at the start. */
  public int groups() {
    return groups;
  }

  /**
   * The ports where its processes take commands (see Control), by the number of their first group.
   */
  public Map<Integer, Integer> controls() {
    Map<Integer, Integer> ports = new TreeMap<>();
    parts.forEach(part -> ports.put(part.first, part.port));
    return ports;
  }

  /** How many nodes have answered an INFO at least once. */
  public long asked() {
    return sum("ASKED");
  }

  /** How many connections of clients there are. */
  public long conversations() {
    return sum("CONVERSATIONS");
  }

  /** How many commands were answered so far. */
  public long answered() {
    return sum("ANSWERED");
  }

  /**
   * The masters of the first groups are gone in the same instant: this one, in microseconds since
   * 1970.
   */
  public long kill(int count) {
    return change("KILL", count);
  }

  /** The masters of the first groups do not answer any more, from this instant on. */
  public long freeze(int count) {
    return change("FREEZE", count);
  }

  /** Does the same with all nodes: KILL, FREEZE, TRICKLE or REVIVE. */
  public void all(String verb) {
    parts.forEach(part -> tell(part, "ALL", verb));
  }

  /** The nanoseconds of CPU all its processes have used. */
  public long cpuNanos() {
    return parts.stream().mapToLong(part -> ProcessFigures.cpuNanos(part.process.pid())).sum();
  }

  /** The resident memory of all its processes in kB. */
  public long residentKb() {
    return parts.stream().mapToLong(part -> ProcessFigures.residentKb(part.process.pid())).sum();
  }

  private long change(String verb, int count) {
    long at = 0;
    for (Part part : parts) {
      int here = Math.min(part.count, count - part.first);
      if (here > 0) {
        at = Math.max(at, tell(part, verb, Integer.toString(part.first), Integer.toString(here)));
      }
    }
    return at;
  }

  private long sum(String question) {
    return parts.stream().mapToLong(part -> tell(part, question)).sum();
  }

  private static long tell(Part part, String verb, String... arguments) {
    ProtocolCommand command = () -> SafeEncoder.encode(verb);
    return (Long) part.control.sendCommand(command, arguments);
  }

  @Override
  public void close() {
    for (Part part : parts) {
      part.control.close();
      part.process.destroyForcibly();
      try {
        part.process.getOutputStream().close();
        part.process.waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
