package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.Verdict;
import dev.vedette.sentinel.event.Verdict.Fitness;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which replica to promote: among those that are alive, fresh and not cut off for too long, the one
 * with the smallest priority, then the one that has received most, then the one with the smallest
 * run id.
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
   * known to be down.
   */
  private static final int MAX_CUT_OFF_DOWN_AFTERS = 10;

  private static final Comparator<Replica> BEST_FIRST =
      Comparator.comparingInt(Replica::priority)
          .thenComparing(Comparator.comparingLong(Replica::offset).reversed())
          .thenComparing(replica -> replica.runId().isEmpty())
          .thenComparing(Replica::runId, String.CASE_INSENSITIVE_ORDER);

  private ReplicaSelection() {}

  /** The replica to promote, null when none is fit. */
  public static @Nullable Replica best(Turn turn, Master master) {
    return master.replicas().stream()
        .filter(replica -> fitness(turn, master, replica) == Fitness.FIT)
        .min(BEST_FIRST)
        .orElse(null);
  }

  /**
   * All replicas with the finding on each: the fit ones first, in the order they would be promoted.
   */
  public static List<Verdict> ranking(Turn turn, Master master) {
    List<Replica> fit = new ArrayList<>();
    List<Verdict> unfit = new ArrayList<>();
    for (Replica replica : master.replicas()) {
      Fitness fitness = fitness(turn, master, replica);
      if (fitness == Fitness.FIT) {
        fit.add(replica);
      } else {
        unfit.add(verdict(turn, master, replica, fitness, 0));
      }
    }
    fit.sort(BEST_FIRST);
    List<Verdict> ranking = new ArrayList<>(master.replicas().size());
    for (Replica replica : fit) {
      ranking.add(verdict(turn, master, replica, Fitness.FIT, ranking.size() + 1));
    }
    ranking.addAll(unfit);
    return ranking;
  }

  private static Fitness fitness(Turn turn, Master master, Replica replica) {
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
    if (replica.masterLinkDownMillis() > maxCutOff(turn, master)) {
      return Fitness.CUT_OFF_TOO_LONG;
    }
    return Fitness.FIT;
  }

  private static long maxInfoAge(Turn turn, Master master) {
    return master.isSubjectivelyDown()
        ? MAX_INFO_PINGS * turn.timings().pingPeriod()
        : MAX_INFO_PERIODS * turn.timings().infoPeriod();
  }

  private static long maxCutOff(Turn turn, Master master) {
    long known = master.isSubjectivelyDown() ? turn.since(master.lastSubjectivelyDownAt()) : 0;
    return known + MAX_CUT_OFF_DOWN_AFTERS * master.settings().downAfterMillis();
  }

  private static Verdict verdict(
      Turn turn, Master master, Replica replica, Fitness fitness, int rank) {
    String detail =
        switch (fitness) {
          case FIT -> "fit for promotion";
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
        };
    return new Verdict(
        replica.name(),
        fitness,
        replica.priority(),
        replica.offset(),
        replica.runId(),
        rank,
        detail);
  }
}
