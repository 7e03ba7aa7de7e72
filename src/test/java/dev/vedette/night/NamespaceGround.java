package dev.vedette.night;

import dev.vedette.testing.RedisBinary;
import dev.vedette.testing.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Each process with a network and a disk of its own; Vedette is started by its launcher, as in
 * production. Needs root.
 */
final class NamespaceGround implements Ground {

  private static final int NODE_PORT = 6379;
  private static final int SENTINEL_PORT = 26379;

  /** Of a node: its whole data set fits many times. */
  private static final int NODE_MEGABYTES = 512;

  private static final int SENTINEL_MEGABYTES = 1;

  private final Path folder;
  private final Path launcher;
  private final NightSettings settings;
  private final Hub hub = new Hub();
  private final List<Member> nodes = new ArrayList<>();
  private final List<Member> sentinels = new ArrayList<>();
  private final List<Disk> disks = new ArrayList<>();
  private final Thread hook = new Thread(this::end, "end-night");

  /**
   * Starts everything.
   *
   * @param folder for logs and state; stays
   * @param launcher {@code bin/vedette}
   */
  NamespaceGround(Path folder, Path launcher, NightSettings settings) {
    this.folder = folder;
    this.launcher = launcher;
    this.settings = settings;
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      for (int i = 0; i < NightSettings.NODES; i++) {
        nodes.add(node("n" + (i + 1)));
      }
      for (int i = 1; i <= settings.sentinels(); i++) {
        sentinels.add(sentinel("s" + i, i == settings.sentinels()));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Member node(String name) {
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("port " + NODE_PORT, "bind 0.0.0.0", "protected-mode no", "save \"\""));
    // A killed node keeps its data: losses come from failovers alone.
    lines.addAll(List.of("appendonly yes", "appendfsync everysec", "dir " + diskFolder(name)));
    lines.addAll(List.of("repl-diskless-sync-delay 0", "repl-timeout 10"));
    if (!nodes.isEmpty()) {
      lines.add("replicaof " + nodes.getFirst().process().host() + " " + NODE_PORT);
    }
    List<String> program = List.of(RedisBinary.server().toString());
    return member(name, Member.Kind.NODE, NODE_PORT, NODE_MEGABYTES, lines, program, List.of());
  }

  private Member sentinel(String name, boolean stock) {
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("port " + SENTINEL_PORT, "bind 0.0.0.0", "protected-mode no"));
    lines.addAll(List.of("loglevel debug", "dir " + diskFolder(name)));
    lines.addAll(List.of(settings.configuration(nodes.getFirst().process().host(), NODE_PORT)));
    return stock
        ? member(
            name,
            Member.Kind.STOCK_SENTINEL,
            SENTINEL_PORT,
            SENTINEL_MEGABYTES,
            lines,
            List.of(RedisBinary.server().toString()),
            List.of("--sentinel"))
        : member(
            name,
            Member.Kind.VEDETTE,
            SENTINEL_PORT,
            SENTINEL_MEGABYTES,
            lines,
            List.of(launcher.toString()),
            List.of("--vedette.admin.enabled=false"));
  }

  private Member member(
      String name,
      Member.Kind kind,
      int port,
      int megabytes,
      List<String> lines,
      List<String> program,
      List<String> arguments) {
    NetworkNamespace network = hub.machine(name);
    Disk disk = Disk.mounted(diskFolder(name), megabytes);
    disks.add(disk);
    Path file = disk.folder().resolve(kind == Member.Kind.NODE ? "redis.conf" : "sentinel.conf");
    try {
      Files.writeString(file, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(program);
    command.add(file.toString());
    command.addAll(arguments);
    RedisProcess process =
        RedisProcess.at(network.address(), port, name, network.inside(command), folder);
    Member member = new Member(process, kind, network, disk);
    process.start();
    return member;
  }

  private Path diskFolder(String name) {
    return folder.resolve("disk-" + name);
  }

  @Override
  public List<Member> nodes() {
    return nodes;
  }

  @Override
  public List<Member> sentinels() {
    return sentinels;
  }

  @Override
  public String clientAddress() {
    return hub.clients();
  }

  @Override
  public boolean isolated() {
    return true;
  }

  @Override
  public String description() {
    return hub.hasNetem()
        ? "network namespaces; delay and loss by tc netem"
        : "network namespaces; this kernel has no netem: delay by tc tbf, loss by iptables";
  }

  @Override
  public void close() {
    end();
    boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** With the networks goes every process in them. */
  private synchronized void end() {
    hub.close();
    disks.forEach(Disk::close);
    disks.clear();
  }
}
