package dev.vedette.sentinel.gossip;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.settings.Epochs;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Times;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Which epochs are taken from others. Epochs only grow, so one lie would last for ever: an epoch
 * far above ours is taken only by a sentinel without any past, or when everybody in the group who
 * is alive keeps saying so. The other way round, a sentinel that has taken such a lie finds back
 * when everybody else says otherwise.
 */
public final class EpochRule {

  /** For how many publish periods the others must say the same: one message is not enough. */
  private static final int INSISTENCE_PUBLISH_PERIODS = 2;

  /** Who was not heard for so many publish periods has no say. */
  private static final int HEARD_PUBLISH_PERIODS = 5;

  private EpochRule() {}

  /**
   * Whether an epoch can be that of a group.
   *
   * @param sender who names it, null when that is nobody we know
   */
  public static boolean admits(Turn turn, Master master, @Nullable Peer sender, long epoch) {
    long ours = turn.topology().currentEpoch();
    if (!Epochs.isEpoch(epoch)) {
      return false;
    }
    return epoch - ours <= Epochs.MAX_JUMP
        || (ours == 0 && epoch <= Epochs.OLDEST_GROUP && nobodyContradicts(master, sender, epoch))
        || isInsistedOn(turn, master, epoch);
  }

  /** Whether that is a stranger with an epoch that no group can have: nobody to be met. */
  static boolean isAbsurdOfStranger(Turn turn, Master master, Hello hello) {
    return master.peer(hello.runId()) == null
        && hello.currentEpoch() > Epochs.OLDEST_GROUP
        && hello.currentEpoch() - turn.topology().currentEpoch() > Epochs.MAX_JUMP;
  }

  /** A peer that says 0 has no past of its own and contradicts nobody. */
  private static boolean nobodyContradicts(Master master, @Nullable Peer sender, long epoch) {
    return master.peers().stream()
        .filter(peer -> peer != sender)
        .noneMatch(peer -> peer.saidEpoch() > 0 && epoch - peer.saidEpoch() > Epochs.MAX_JUMP);
  }

  /** All who are alive have named epochs like that for a while, and with us they are a majority. */
  private static boolean isInsistedOn(Turn turn, Master master, long epoch) {
    int insisting = 0;
    long lowest = Long.MAX_VALUE;
    for (Peer peer : master.peers()) {
      if (isHeard(turn, peer)) {
        if (!hasInsistedSince(turn, peer.farAboveSince())) {
          return false;
        }
        lowest = Math.min(lowest, peer.lowestSaidEpoch());
        insisting++;
      }
    }
    return insisting >= Math.max(1, master.voters() / 2) && epoch - lowest <= Epochs.MAX_JUMP;
  }

  private static boolean isHeard(Turn turn, Peer peer) {
    return turn.since(peer.lastHelloAt()) <= turn.timings().publishPeriod() * HEARD_PUBLISH_PERIODS;
  }

  private static boolean hasInsistedSince(Turn turn, long since) {
    return since != Times.NEVER
        && turn.since(since) >= turn.timings().publishPeriod() * INSISTENCE_PUBLISH_PERIODS;
  }

  /** Says that an epoch was not taken, once a minute for each sentinel that names one. */
  public static void refuse(
      Turn turn, Master master, @Nullable Peer sender, String runId, String epoch) {
    if (!turn.modes().alarms().mayRaise("epoch of " + runId, turn.now())) {
      return;
    }
    String more = epoch + " current " + turn.topology().currentEpoch();
    if (sender != null) {
      turn.emit(EventType.EPOCH_REFUSED, sender, more);
    } else {
      turn.emit(EventType.EPOCH_REFUSED, master, more + " from " + runId);
    }
  }

  /**
   * Gives up an epoch that only we have: everybody who is alive, in all groups, has been far below
   * it for a while, and in one group they are enough to elect a leader without us. No vote is given
   * in an epoch that we may have voted in.
   */
  static void findBack(Turn turn) {
    Topology topology = turn.topology();
    long ours = topology.currentEpoch();
    long highest = 0;
    boolean outvoted = false;
    for (Master master : topology.masters()) {
      int below = 0;
      for (Peer peer : master.peers()) {
        if (!isHeard(turn, peer)) {
          continue;
        }
        boolean knows = peer.saidEpoch() > 0 || ours > Epochs.OLDEST_GROUP;
        if (!knows || !hasInsistedSince(turn, peer.farBelowSince())) {
          return;
        }
        highest = Math.max(highest, peer.saidEpoch());
        below++;
      }
      outvoted |= below > 0 && below >= Math.min(master.peers().size(), master.voters() / 2 + 1);
    }
    if (outvoted) {
      topology.giveUpEpochsAbove(highest);
      turn.persist();
      turn.emitOfProcess(EventType.EPOCH_RESET, ours + " " + highest);
      topology.masters().forEach(Master::forceHellos);
      turn.changed();
    }
  }
}
