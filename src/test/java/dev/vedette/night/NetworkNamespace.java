package dev.vedette.night;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The network of one machine: one interface, one address, one cable to the {@link Hub}. */
final class NetworkNamespace {

  /** What no longer passes. */
  enum Direction {
    IN,
    OUT,
    BOTH
  }

  private final Hub hub;
  private final String name;
  private final String port;
  private final String address;

  NetworkNamespace(Hub hub, String name, int number, String address) {
    this.hub = hub;
    this.name = name;
    this.address = address;
    port = "port" + number;
    Command.line("ip netns add " + name);
    Command.line(
        "ip -n " + hub.name() + " link add " + port + " type veth peer eth0 netns " + name);
    Command.line("ip -n " + hub.name() + " link set " + port + " master br0 up");
    Command.line("ip -n " + name + " addr add " + address + "/24 dev eth0");
    Command.line("ip -n " + name + " link set lo up");
    Command.line("ip -n " + name + " link set eth0 up");
  }

  String name() {
    return name;
  }

  String address() {
    return address;
  }

  /** The words that run a command in it; the process keeps its id. */
  List<String> inside(Collection<String> command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", name), command.stream()).toList();
  }

  /** Drops every packet in that direction, silently; only the lookout still gets through. */
  void cut(Direction direction, boolean clientsToo) {
    List<String> friends = new ArrayList<>(List.of(hub.lookout()));
    if (!clientsToo) {
      friends.add(hub.clients());
    }
    for (String friend : friends) {
      filter("-A INPUT -s " + friend + " -j ACCEPT");
      filter("-A OUTPUT -d " + friend + " -j ACCEPT");
    }
    filter("-A INPUT -i lo -j ACCEPT");
    filter("-A OUTPUT -o lo -j ACCEPT");
    if (direction != Direction.OUT) {
      filter("-A INPUT -j DROP");
    }
    if (direction != Direction.IN) {
      filter("-A OUTPUT -j DROP");
    }
  }

  /** Drops everything from and to those. */
  void separateFrom(Collection<NetworkNamespace> others) {
    for (NetworkNamespace other : others) {
      filter("-A INPUT -s " + other.address + " -j DROP");
      filter("-A OUTPUT -d " + other.address + " -j DROP");
    }
  }

  /** Pulls the cable. */
  void unplug() {
    Command.line("ip -n " + hub.name() + " link set " + port + " down");
  }

  /** Makes both directions slow: some tens of milliseconds, more under load. */
  void slow() {
    // Without netem a link of modems' speed: queues of up to 300 ms build up under load.
    String how =
        hub.hasNetem() ? "netem delay 60ms 30ms" : "tbf rate 256kbit burst 1600 latency 300ms";
    Command.line("tc -n " + name + " qdisc add dev eth0 root " + how);
    Command.line("tc -n " + hub.name() + " qdisc add dev " + port + " root " + how);
  }

  /** Loses that share of the packets in both directions. */
  void lose(int percent) {
    if (hub.hasNetem()) {
      Command.line("tc -n " + name + " qdisc add dev eth0 root netem loss " + percent + "%");
      Command.line(
          "tc -n " + hub.name() + " qdisc add dev " + port + " root netem loss " + percent + "%");
      return;
    }
    String dice = " -m statistic --mode random --probability 0.%02d -j DROP".formatted(percent);
    filter("-A INPUT ! -i lo" + dice);
    filter("-A OUTPUT ! -o lo" + dice);
  }

  /** Ends all of this. */
  void heal() {
    filter("-F");
    Command.line("ip -n " + hub.name() + " link set " + port + " up");
    removeQueue(name, "eth0");
    removeQueue(hub.name(), port);
  }

  private static void removeQueue(String namespace, String device) {
    String queues = Command.line("tc -n " + namespace + " qdisc show dev " + device);
    if (queues.contains("netem") || queues.contains("tbf")) {
      Command.line("tc -n " + namespace + " qdisc del dev " + device + " root");
    }
  }

  private void filter(String rule) {
    Command.line("ip netns exec " + name + " iptables -w 10 " + rule);
  }

  @Override
  public String toString() {
    return name;
  }
}
