package dev.vedette.bench.fleet;

/**
 * Where nodes listen: one port, an address in 127.0.0.0/8 for each. 200 groups share the third
 * number.
 *
 * @param port of all nodes
 */
public record Address(int port) {

  private static final int IN_ROW = 200;
  private static final int MASTERS = 10;
  private static final int REPLICAS = 11;

  /** The first master of the group with this number, counted from 0. */
  public String master(int group) {
    return at(MASTERS, group);
  }

  /** The first replica of the group with this number. */
  public String replica(int group) {
    return at(REPLICAS, group);
  }

  private static String at(int second, int group) {
    return "127." + second + "." + group / IN_ROW + "." + (1 + group % IN_ROW);
  }
}
