package dev.vedette.simulation;

import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told to others is on disk, unless the disk refuses. */
final class SavedBeforeTold extends Invariant {

  SavedBeforeTold(Cluster cluster) {
    super(cluster);
  }

  @Override
  String why() {
    return "what a sentinel has told and forgets by dying, it contradicts when it is back";
  }

  @Override
  void sent(SentinelProcess process, Host to, List<String> words) {
    if (words.getFirst().equals("SENTINEL") && !words.get(5).equals("*")) {
      long epoch = Long.parseLong(words.get(4));
      if (!process.isUnsaved() && process.disk().currentEpoch() < epoch) {
        violated(process, "wants votes of epoch " + epoch + " that is not on disk");
      }
    }
  }

  @Override
  void announced(SentinelProcess process, Hello hello) {
    MasterState saved = saved(process, hello.master());
    if (saved == null || process.isUnsaved()) {
      return;
    }
    if (saved.configEpoch() < hello.configEpoch()) {
      violated(process, "announced config epoch " + hello.configEpoch() + " before saving it");
    }
    if (process.disk().currentEpoch() < hello.currentEpoch()) {
      violated(process, "announced epoch " + hello.currentEpoch() + " before saving it");
    }
    boolean same =
        saved.address().port() == hello.masterPort()
            && (saved.address().host().equals(hello.masterHost())
                || saved.address().ip().equals(hello.masterHost()));
    if (saved.configEpoch() == hello.configEpoch() && !same) {
      violated(process, "announced another master than the one it saved");
    }
  }

  private static @Nullable MasterState saved(SentinelProcess process, String master) {
    for (MasterState state : process.disk().masters()) {
      if (state.settings().name().equals(master)) {
        return state;
      }
    }
    return null;
  }
}
