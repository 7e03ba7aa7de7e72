package dev.vedette.observe;

import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a failover of a master could be agreed on, in the words of {@code SENTINEL CKQUORUM}.
 *
 * @param reached whether quorum and majority can be reached
 * @param message the answer as clients get it
 */
public record Quorum(boolean reached, String message) {

  /** The answer for that master. */
  public static Quorum of(MasterView master) {
    int usable = master.usableSentinels();
    List<String> problems = new ArrayList<>();
    if (usable < master.settings().quorum()) {
      problems.add("Not enough available Sentinels to reach the specified quorum for this master");
    }
    if (usable < master.majority()) {
      problems.add("Not enough available Sentinels to reach the majority and authorize a failover");
    }
    String counted = usable + " usable Sentinels. ";
    return problems.isEmpty()
        ? new Quorum(
            true,
            "OK "
                + counted
                + "Quorum and failover authorization can be reached"
                + master.ownVoteNote())
        : new Quorum(
            false, "NOQUORUM " + counted + String.join(". ", problems) + master.ownVoteNote());
  }
}
