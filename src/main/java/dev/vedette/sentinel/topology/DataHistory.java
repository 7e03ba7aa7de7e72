package dev.vedette.sentinel.topology;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The replication ids that the data of a group has had: that of its master, those of the masters
 * before, and what replicas took over from them. A node whose ids are none of these has somebody
 * else's data. At most {@link #MAX_IDS} are kept, the oldest goes first; nothing of it is saved.
 */
public final class DataHistory {

  /** A promotion brings one id, or two; so it reaches back for some thirty failovers. */
  public static final int MAX_IDS = 64;

  private final Set<String> ids = new LinkedHashSet<>();

  /** Those of masters that came back with less than the group had. */
  private final Set<String> lost = new HashSet<>();

  private String present = "";
  private String previous = "";

  /** That id is one of ours; an empty one is none. */
  public void learn(String id) {
    if (id.isEmpty()) {
      return;
    }
    ids.remove(id);
    ids.add(id);
    if (ids.size() > MAX_IDS) {
      String oldest = ids.iterator().next();
      ids.remove(oldest);
      lost.remove(oldest);
    }
  }

  /** That id is of a master that came back with less than others of the group have. */
  public void learnLost(String id) {
    learn(id);
    if (!id.isEmpty()) {
      lost.add(id);
    }
  }

  /** What the master itself says: where its data comes from, and what it is now. */
  public void learnFromMaster(InfoReport.DataSet data) {
    learn(data.formerId());
    learn(data.id());
    lost.remove(data.id());
    if (!data.id().isEmpty()) {
      present = data.id();
      previous = data.formerId();
    }
  }

  /** Another node is the master: what it goes on under is still to be told. */
  void masterChanged() {
    present = "";
    previous = "";
  }

  /** Whether anything is known at all. */
  public boolean isKnown() {
    return !ids.isEmpty();
  }

  /** Whether that id is one of ours; an empty one is not. */
  public boolean contains(String id) {
    return ids.contains(id);
  }

  /**
   * Whether data of those ids is what was left to a master that had lost the group's.
   *
   * @param formerId which it had before
   */
  public boolean isLost(String id, String formerId) {
    return lost.contains(id) || (!ids.contains(id) && lost.contains(formerId));
  }

  /** The id that the present master went by until its present one, empty when it tells none. */
  public String previous() {
    return previous;
  }

  /** The id that the present master goes by, empty while it has not told. */
  public String present() {
    return present;
  }
}
