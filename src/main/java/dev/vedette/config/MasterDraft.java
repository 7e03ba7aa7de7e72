package dev.vedette.config;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A master while its lines are being read. */
final class MasterDraft {

  private final Map<Layer, ConfigLine> declaredBy = new HashMap<>();
  private final Map<String, ConfigLine> renamedBy = new HashMap<>();
  private final Map<String, Address> replicas = new LinkedHashMap<>();
  private final Map<String, PeerState> peers = new LinkedHashMap<>();
  private MasterSettings settings;
  private Address address;
  private long configEpoch;
  private long leaderEpoch;

  MasterDraft(ConfigLine line, Address address, int quorum) {
    this.address = address;
    settings = MasterSettings.of(line.words().get(2), quorum, Timings.DEFAULTS);
    declaredBy.put(line.layer(), line);
  }

  /**
   * A second {@code monitor} line for the same name. What the state file says about the address is
   * newer than what is said elsewhere, because the master may have moved since; the quorum is the
   * operator's decision.
   */
  void declareAgain(ConfigLine line, Address other, int quorum) throws BadValueException {
    var first = declaredBy.putIfAbsent(line.layer(), line);
    if (first != null) {
      throw new BadValueException(
          "There is a master named '"
              + settings.name()
              + "' already ("
              + first.origin().describe()
              + "). Choose another name, or remove one of the two lines.");
    }
    switch (line.layer()) {
      case HOME -> {
        address = other;
        if (!declaredBy.containsKey(Layer.DECLARED)) {
          settings = settings.withQuorum(quorum);
        }
      }
      case DECLARED -> settings = settings.withQuorum(quorum);
      case INCLUDED -> {
        // The home file was rewritten since the included one was.
      }
    }
  }

  /** True when the state in a line of that layer is older than the one in the state file. */
  boolean isOutdated(Layer layer) {
    return layer != Layer.HOME && declaredBy.containsKey(Layer.HOME);
  }

  void change(UnaryOperator<MasterSettings> change) {
    settings = change.apply(settings);
  }

  void rename(ConfigLine line, String command, String renamed) throws BadValueException {
    var key = command.toUpperCase(Locale.ROOT);
    var first = renamedBy.put(key, line);
    if (first != null && first.layer() == line.layer()) {
      throw new BadValueException(
          "The command "
              + key
              + " is renamed twice ("
              + first.origin().describe()
              + "). Remove one of the two lines.");
    }
    var names = new HashMap<>(settings.renamedCommands());
    names.put(key, renamed);
    settings = settings.withRenamedCommands(names);
  }

  void configEpoch(long epoch) {
    configEpoch = epoch;
  }

  void leaderEpoch(long epoch) {
    leaderEpoch = epoch;
  }

  void addReplica(Address replica) {
    var host = replica.ip().isEmpty() ? replica.host() : replica.ip();
    replicas.putIfAbsent(LineKey.replica(host, Integer.toString(replica.port())), replica);
  }

  void addPeer(Address peer, String runId) {
    peers.putIfAbsent(runId, new PeerState(peer, runId));
  }

  MasterState state() {
    return new MasterState(
        settings,
        address,
        configEpoch,
        leaderEpoch,
        List.copyOf(replicas.values()),
        List.copyOf(peers.values()));
  }
}
