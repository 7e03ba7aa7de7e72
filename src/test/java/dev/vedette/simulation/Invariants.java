package dev.vedette.simulation;

import java.util.List;

/** The list of all that must hold. */
final class Invariants {

  private Invariants() {}

  static List<Invariant> all(Cluster cluster) {
    return List.of(
        new OneLeaderPerEpoch(cluster),
        new OneVotePerEpoch(cluster),
        new SavedBeforeTold(cluster),
        new EpochsNeverFall(cluster),
        new OneAddressPerConfigEpoch(cluster),
        new NoOrderToOneself(cluster),
        new NeverPromotesTheUnfit(cluster),
        new NothingToOthers(cluster),
        new NeverEarly(cluster),
        new NoSwitchToTheDead(cluster),
        new QuietWhenNothingHappens(cluster),
        new SafeWritesSurvive(cluster));
  }
}
