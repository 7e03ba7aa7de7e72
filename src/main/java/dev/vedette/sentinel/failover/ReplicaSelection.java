package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.event.Verdict.Fitness;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.topology.RoleOrder;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which replica to promote: among those that are alive, fresh and not cut off for too long, and
 * whose data is ours, the one whose data is nearest to the master's (see {@link Heritage}), then
 * the one with the smallest priority, then the one that has received most, then the one with the
 * smallest run id.
 */
public final class ReplicaSelection {

  /** A replica must have answered a PING within so many ping periods. */
  private static final int MAX_SILENT_PINGS = 5;

  /**
   * Its INFO must not be older than so many ping periods while the master is down, when INFO is
   * asked for every second.
   */
  private static final int MAX_INFO_PINGS = 5;

  /** Its INFO must not be older than so many INFO periods while the master is up. */
  private static final int MAX_INFO_PERIODS = 3;

  /**
   * It may have been cut off from the master by so many down-after periods more than the master is
   * known to be none.
   */
  private static final int MAX_CUT_OFF_DOWN_AFTERS = 10;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing((Candidate candidate) -> refusesRole(candidate.replica()))
          .thenComparing(Candidate::heritage)
          .thenComparing(
              Candidate::replica,
              Comparator.comparingInt(Replica::priority)
                  .thenComparing(Comparator.comparingLong(Replica::offset).reversed())
                  .thenComparing(replica -> replica.runId().isEmpty())
                  .thenComparing(Replica::runId, String.CASE_INSENSITIVE_ORDER));

  private record Candidate(Replica replica, Heritage heritage, Fitness fitness) {}

  private ReplicaSelection() {}

  /** The replica to promote, null when none is fit. */
  public static @Nullable Replica best(Turn turn, Master master) {
    return candidates(turn, master).stream()
        .filter(candidate -> candidate.fitness() == Fitness.FIT)
        .min(BEST_FIRST)
        .map(Candidate::replica)
        .orElse(null);
  }

  /**
   * Whether it has refused to change its role when it was last told to: everybody else is tried
   * first.
   */
  static boolean refusesRole(Replica replica) {
    return replica.refusals().containsKey(RoleOrder.Step.ROLE.command());
  }

  private static List<Candidate> candidates(Turn turn, Master master) {
    List<Candidate> candidates = new ArrayList<>(master.replicas().size());
    for (Replica replica : master.replicas()) {
      Heritage heritage = Heritage.of(turn, replica);
      candidates.add(new Candidate(replica, heritage, fitness(turn, master, replica, heritage)));
    }
    return candidates;
  }

  /**
   * All replicas with the finding on each: the fit ones first, in the order they would be promoted.
   */
  public static List<Verdict> ranking(Turn turn, Master master) {
    List<Candidate> fit = new ArrayList<>();
    List<Verdict> unfit = new ArrayList<>();
    for (Candidate candidate : candidates(turn, master)) {
      if (candidate.fitness() == Fitness.FIT) {
        fit.add(candidate);
      } else {
        unfit.add(verdict(turn, master, candidate, 0));
      }
    }
    fit.sort(BEST_FIRST);
    List<Verdict> ranking = new ArrayList<>(master.replicas().size());
    for (Candidate candidate : fit) {
      ranking.add(verdict(turn, master, candidate, ranking.size() + 1));
    }
    ranking.addAll(unfit);
    return ranking;
  }

  private static Fitness fitness(Turn turn, Master master, Replica replica, Heritage heritage) {
    if (replica.isSubjectivelyDown()) {
      return Fitness.DOWN;
    }
    if (!replica.link().canSend()) {
      return Fitness.DISCONNECTED;
    }
    if (turn.since(replica.link().lastAvailableAt())
        > MAX_SILENT_PINGS * turn.timings().pingPeriod()) {
      return Fitness.SILENT;
    }
    if (replica.priority() == 0) {
      return Fitness.PRIORITY_ZERO;
    }
    if (turn.since(replica.infoAt()) > maxInfoAge(turn, master)) {
      return Fitness.STALE_INFO;
    }
    return switch (heritage) {
      case NOT_A_REPLICA -> Fitness.NOT_A_REPLICA;
      case NEVER_SYNCHRONISED -> Fitness.NEVER_SYNCHRONISED;
      case FOREIGN -> Fitness.FOREIGN_HISTORY;
      case PRESENT, PREVIOUS, FORMER, UNKNOWN, STRANGE_MASTER, FROM_DISK, EMPTIED, PROMOTED ->
          replica.masterLinkDownMillis() > maxCutOff(turn, master)
              ? Fitness.CUT_OFF_TOO_LONG
              : Fitness.FIT;
    };
  }

  private static long maxInfoAge(Turn turn, Master master) {
    return master.isSubjectivelyDown()
        ? MAX_INFO_PINGS * turn.timings().pingPeriod()
        : MAX_INFO_PERIODS * turn.timings().infoPeriod();
  }

  private static long maxCutOff(Turn turn, Master master) {
    return turn.since(stoppedBeingMasterAt(turn, master))
        + MAX_CUT_OFF_DOWN_AFTERS * master.settings().downAfterMillis();
  }

  /** From then on its replicas cannot be connected to it, and nobody can hold that against them. */
  private static long stoppedBeingMasterAt(Turn turn, Master master) {
    long downAt = master.isSubjectivelyDown() ? master.lastSubjectivelyDownAt() : turn.now();
    return master.roleReported() == Role.REPLICA
        ? Math.min(downAt, master.roleReportedAt())
        : downAt;
  }

  private static Verdict verdict(Turn turn, Master master, Candidate candidate, int rank) {
    Replica replica = candidate.replica();
    String detail =
        switch (candidate.fitness()) {
          case FIT -> "fit for promotion" + reservation(candidate.heritage());
          case DOWN ->
              "subjectively down for " + turn.since(replica.lastSubjectivelyDownAt()) + " ms";
          case DISCONNECTED -> "no command connection to it";
          case SILENT ->
              "last answered PING "
                  + turn.since(replica.link().lastAvailableAt())
                  + " ms ago, at most "
                  + MAX_SILENT_PINGS * turn.timings().pingPeriod()
                  + " are allowed";
          case PRIORITY_ZERO -> "its replica-priority is 0, which means: never promote";
          case STALE_INFO ->
              replica.info() == null
                  ? "it has not answered INFO yet"
                  : "its INFO is "
                      + turn.since(replica.infoAt())
                      + " ms old, at most "
                      + maxInfoAge(turn, master)
                      + " are allowed";
          case CUT_OFF_TOO_LONG ->
              "it has been cut off from the master for "
                  + replica.masterLinkDownMillis()
                  + " ms, at most "
                  + maxCutOff(turn, master)
                  + " are allowed";
          case NOT_A_REPLICA -> "it says that it is a master";
          case NEVER_SYNCHRONISED ->
              replica.isSynchronising()
                  ? "it is still receiving the data of a master"
                  : "it has not finished a synchronisation with this master";
          case FOREIGN_HISTORY ->
              "its data is of another group: replication id " + replica.data().id();
        };
    return new Verdict(
        replica.name(),
        candidate.fitness(),
        replica.priority(),
        replica.offset(),
        replica.runId(),
        rank,
        detail);
  }

  private static String reservation(Heritage heritage) {
    return switch (heritage) {
      case STRANGE_MASTER -> ", but it follows a master that is not known here";
      case FROM_DISK -> ", but what it has is from its own disk";
      case EMPTIED -> ", but it has what a master had that had lost its data";
      case PROMOTED -> ", but it says that it is a master already";
      case PRESENT, PREVIOUS, FORMER, UNKNOWN, NOT_A_REPLICA, NEVER_SYNCHRONISED, FOREIGN -> "";
    };
  }
}
