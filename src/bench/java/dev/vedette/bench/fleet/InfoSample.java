package dev.vedette.bench.fleet;

import java.nio.charset.StandardCharsets;

/** The INFO of a simulated pair, for benchmarks without sockets. */
public final class InfoSample {

  private InfoSample() {}

  /** What a master with one replica answers. */
  public static String master(String ip, String replicaIp, int port) {
    return text(pair(ip, replicaIp, port));
  }

  /** What the replica answers. */
  public static String replica(String ip, String replicaIp, int port) {
    return text(pair(ip, replicaIp, port).replicas.iterator().next());
  }

  private static Node pair(String ip, String replicaIp, int port) {
    Node master = new Node(ip, port);
    new Node(replicaIp, port).follow(master);
    return master;
  }

  private static String text(Node node) {
    return new String(new Info().of(node), StandardCharsets.ISO_8859_1);
  }
}
