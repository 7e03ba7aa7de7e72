package dev.vedette.night;

import dev.vedette.night.Fault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Accounts for acknowledged writes that are not there any more. Replication is asynchronous: what
 * the old master had acknowledged and not yet handed on when it was cut off is lost with it, and so
 * is what it acknowledges until it learns that it is replaced. Nothing else may be missing.
 */
final class Losses {

  /**
   * How long an old master may go on to take writes when all is healed: as long as it takes to be
   * reached by a connection that has waited for packets to pass again.
   */
  static final long STALE_MILLIS = 5_000;

  private final Facts facts;

  Losses(Facts facts) {
    this.facts = facts;
  }

  /** Why each loss without an explanation has none; empty when all have one. */
  List<String> unaccounted() {
    Map<String, List<Acknowledged>> byReason = new HashMap<>();
    for (Acknowledged write : facts.lost()) {
      String reason = reasonAgainst(write);
      if (!reason.isEmpty()) {
        byReason.computeIfAbsent(reason, none -> new ArrayList<>()).add(write);
      }
    }
    return byReason.entrySet().stream()
        .map(entry ->
            "LossesAccountedFor: %d are missing, %s, from %s to %s"
                .formatted(
                    entry.getValue().size(),
                    entry.getKey(),
                    entry.getValue().getFirst(),
                    entry.getValue().getLast()))
        .toList();
  }

  /** How many of the losses have an explanation. */
  long accounted() {
    return facts.lost().stream().filter(write -> reasonAgainst(write).isEmpty()).count();
  }

  /** Empty when it is explained. */
  private String reasonAgainst(Acknowledged write) {
    if (Judge.isOnly(facts, Kind.COORDINATED)) {
      return "in a coordinated failover";
    }
    List<Switch> after = fromItOn(write.node());
    if (after.isEmpty()) {
      return "their master was not replaced";
    }
    OptionalLong until =
        after.stream().mapToLong(next -> replicatedUntil(write.node(), next.to())).min();
    if (write.atMillis() <= until.orElse(0)) {
      return "the promoted replica had them";
    }
    long reachable = Math.max(facts.healedMillis(), after.getFirst().atMillis());
    return write.atMillis() > reachable + STALE_MILLIS
        ? "their master took writes for too long after all was healed"
        : "";
  }

  private List<Switch> fromItOn(String node) {
    return facts.switches().stream().dropWhile(next -> !next.from().equals(node)).toList();
  }

  /** Until when everything acknowledged by that master is certainly in that replica. */
  private long replicatedUntil(String master, String replica) {
    Map<String, Long> has = new HashMap<>();
    long until = 0;
    for (NodeSample sample : facts.samples()) {
      if (!sample.node().equals(master) || !sample.role().equals("master")) {
        continue;
      }
      long got = has.computeIfAbsent(sample.history(), history -> most(replica, history));
      if (sample.offset() <= got) {
        until = Math.max(until, sample.beforeMillis());
      }
    }
    return until;
  }

  private long most(String replica, String history) {
    return facts.samples().stream()
        .filter(sample -> sample.node().equals(replica))
        .mapToLong(sample -> sample.has(history))
        .max()
        .orElse(-1);
  }

  /**
   * How long after all was healed the last lost write was acknowledged by an old master, at least
   * 0.
   */
  long staleMillis() {
    return facts.lost().stream()
        .mapToLong(write ->
            fromItOn(write.node()).stream()
                .findFirst()
                .map(next -> write.atMillis() - Math.max(facts.healedMillis(), next.atMillis()))
                .orElse(0L))
        .max()
        .orElse(0);
  }
}
