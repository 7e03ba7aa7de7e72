package dev.vedette.night;

import java.util.HashMap;
import java.util.Map;

/**
 * What a node said of its replication. Only what was asked before {@code beforeMillis} is certain
 * to be in it.
 *
 * @param node its address
 * @param beforeMillis when it was asked
 * @param afterMillis when the answer was there
 * @param role {@code master} or {@code slave}
 * @param history {@code master_replid}: which history its data belongs to
 * @param offset how much of that history it has
 * @param olderHistory {@code master_replid2}: the one it had as a replica, before its promotion
 * @param olderOffset how much it had of that at its promotion
 */
record NodeSample(
    String node,
    long beforeMillis,
    long afterMillis,
    String role,
    String history,
    long offset,
    String olderHistory,
    long olderOffset) {

  /** Reads the answer to {@code INFO replication}. */
  static NodeSample read(String node, long beforeMillis, long afterMillis, String info) {
    Map<String, String> fields = new HashMap<>();
    for (String line : info.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    String role = fields.getOrDefault("role", "");
    long offset = number(fields, role.equals("slave") ? "slave_repl_offset" : "master_repl_offset");
    // The field names the first byte that is not of the older history.
    return new NodeSample(
        node,
        beforeMillis,
        afterMillis,
        role,
        fields.getOrDefault("master_replid", ""),
        offset,
        fields.getOrDefault("master_replid2", ""),
        number(fields, "second_repl_offset") - 1);
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "-1"));
  }

  /** How much it has of that history, -1 when nothing is known. */
  long has(String wanted) {
    if (history.equals(wanted) && role.equals("slave")) {
      return offset;
    }
    return olderHistory.equals(wanted) ? olderOffset : -1;
  }
}
