package dev.vedette.sentinel.election;

import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who has which votes of one epoch, as far as we know, and who may still win there. */
public final class Tally {

  private final Map<String, Integer> votes = new LinkedHashMap<>();
  private final int needed;
  private int open;
  private int onTheWay;

  private Tally(Master master) {
    needed = needed(master);
  }

  /** Counts what is known of an epoch's votes about a master, our own among them. */
  public static Tally of(Master master, long epoch) {
    Tally tally = new Tally(master);
    for (Peer peer : master.peers()) {
      String vote = peer.votedLeader();
      if (vote != null && peer.votedEpoch() == epoch) {
        tally.votes.merge(vote, 1, Integer::sum);
      } else if (mayAnswer(peer) && !peer.hasPassed(epoch)) {
        tally.open++;
        tally.onTheWay += peer.isAskedForVote(epoch) ? 1 : 0;
      }
    }
    String ours = master.leader();
    if (ours != null && master.leaderEpoch() == epoch) {
      tally.votes.merge(ours, 1, Integer::sum);
    }
    return tally;
  }

  /** How many votes a leader needs: the majority of all sentinels ever seen, and the quorum. */
  public static int needed(Master master) {
    return Math.max(master.voters() / 2 + 1, master.settings().quorum());
  }

  /** How many sentinels can be asked now, with ourselves. */
  public static int reachable(Master master) {
    int reachable = 1;
    for (Peer peer : master.peers()) {
      reachable += mayAnswer(peer) ? 1 : 0;
    }
    return reachable;
  }

  private static boolean mayAnswer(Peer peer) {
    return peer.link().canSend() && !peer.isSubjectivelyDown();
  }

  /** Who has enough votes; null while nobody has. */
  public @Nullable String winner() {
    for (Map.Entry<String, Integer> entry : votes.entrySet()) {
      if (entry.getValue() >= needed) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** Who has most votes, the first of them if several have; null while nobody has any. */
  public @Nullable String favourite() {
    String most = null;
    for (Map.Entry<String, Integer> entry : votes.entrySet()) {
      if (most == null || entry.getValue() > votes.getOrDefault(most, 0)) {
        most = entry.getKey();
      }
    }
    return most;
  }

  /** Whether those who have not voted yet are enough to make that one win. */
  public boolean mayWin(String candidate) {
    return votes.getOrDefault(candidate, 0) + open >= needed;
  }

  /** Whether those who have been asked and have not answered yet are enough for that. */
  public boolean mayWinByAnswersOnTheWay(String candidate) {
    return votes.getOrDefault(candidate, 0) + onTheWay >= needed;
  }

  /** Whether anybody has won, or may still win. */
  public boolean isOpen() {
    return open >= needed || votes.keySet().stream().anyMatch(this::mayWin);
  }

  /** Whether somebody else has a vote that one would need. */
  public boolean isContested(String candidate) {
    return votes.keySet().stream().anyMatch(other -> !other.equals(candidate));
  }

  /** Who has a vote. */
  public Set<String> contenders() {
    return votes.keySet();
  }
}
