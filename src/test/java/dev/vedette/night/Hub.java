package dev.vedette.night;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switch that connects {@link NetworkNamespace}s with each other and with this process, in a
 * namespace of its own. This process has two addresses in it: one to look on, which no fault ever
 * touches except a pulled cable, and one for clients.
 *
 * <p>Names carry the id of this process, so that what a killed run left behind can be told and is
 * removed by the next.
 */
final class Hub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final String PREFIX = "night-";

  private final long pid = ProcessHandle.current().pid();
  private final String network = "10.231." + (pid % 250) + ".";
  private final String name = PREFIX + pid + "-hub";
  private final String wire = "nt" + pid;
  private final List<NetworkNamespace> members = new ArrayList<>();
  private final boolean netem;

  /**
   * Creates it.
   *
   * @throws IllegalStateException saying what is missing on this machine
   */
  Hub() {
    requireTools();
    removeLeftovers();
    Command.line("ip netns add " + name);
    try {
      connect();
    } catch (RuntimeException e) {
      removeNamespace(name);
      throw e;
    }
    netem = Command.works("tc -n " + name + " qdisc add dev br0 root netem delay 1ms");
    if (netem) {
      Command.line("tc -n " + name + " qdisc del dev br0 root");
    }
  }

  private void connect() {
    Command.line("ip -n " + name + " link set lo up");
    Command.line("ip -n " + name + " link add br0 type bridge");
    Command.line("ip -n " + name + " link set br0 up");
    Command.line("ip link add " + wire + " type veth peer name uplink netns " + name);
    Command.line("ip -n " + name + " link set uplink master br0 up");
    Command.line("ip addr add " + lookout() + "/24 dev " + wire);
    Command.line("ip addr add " + clients() + "/24 dev " + wire);
    Command.line("ip link set " + wire + " up");
  }

  private static void requireTools() {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw new IllegalStateException(
          "Real nights need root: network namespaces and small disks are made for each process.");
    }
    for (String probe : List.of("ip -V", "tc -V", "iptables -V", "mount -V")) {
      if (!Command.works(probe)) {
        throw new IllegalStateException(
            "Real nights need the command "
                + probe.substring(0, probe.indexOf(' '))
                + ": apt-get install iproute2 iptables mount, or use src/nights/run.");
      }
    }
  }

  private void removeLeftovers() {
    for (String line : Command.line("ip netns list").lines().toList()) {
      String left = line.split(" ")[0];
      if (left.matches(PREFIX + "\\d+-.*")) {
        String owner = left.split("-")[1];
        if (Long.parseLong(owner) != pid && !Files.exists(Path.of("/proc", owner))) {
          LOG.warn("removing what a killed night left behind: {}", left);
          removeNamespace(left);
        }
      }
    }
  }

  /** Ends what runs in it, then removes it. */
  static void removeNamespace(String name) {
    Command.line("ip netns pids " + name)
        .lines()
        .map(Long::parseLong)
        .flatMap(id -> ProcessHandle.of(id).stream())
        .forEach(process -> {
          boolean _ = process.destroyForcibly();
        });
    Command.line("ip netns del " + name);
  }

  /** A new machine on it. */
  NetworkNamespace machine(String label) {
    int number = members.size() + 1;
    NetworkNamespace added =
        new NetworkNamespace(this, PREFIX + pid + "-" + label, number, network + (10 + number));
    members.add(added);
    return added;
  }

  /** Whether this kernel can delay packets by name ({@code netem}); else a slow link must do. */
  boolean hasNetem() {
    return netem;
  }

  /** Where this process looks from. */
  String lookout() {
    return network + "1";
  }

  /** Where the clients are. */
  String clients() {
    return network + "2";
  }

  /** Its own namespace. */
  String name() {
    return name;
  }

  @Override
  public void close() {
    for (NetworkNamespace member : members.reversed()) {
      removeNamespace(member.name());
    }
    members.clear();
    removeNamespace(name);
  }

  /** All machines on it. */
  List<NetworkNamespace> machines() {
    return Collections.unmodifiableList(members);
  }
}
