package dev.vedette.sentinel.topology;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a reset has made us forget.
 *
 * @param replicas where the replicas were
 * @param peers the other sentinels
 */
public record Forgotten(List<Address> replicas, List<PeerState> peers) {

  /** Nobody. */
  public static final Forgotten NOTHING = new Forgotten(List.of(), List.of());

  public Forgotten {
    replicas = List.copyOf(replicas);
    peers = List.copyOf(peers);
  }

  /** Everybody whom a master has now, and whom an earlier reset has made us forget. */
  public static Forgotten of(Master master) {
    List<Address> replicas = new ArrayList<>(master.inMind().replicas());
    master.replicas().stream()
        .map(Instance::address)
        .filter(address -> replicas.stream().noneMatch(address::samePlace))
        .forEach(replicas::add);
    List<PeerState> peers = new ArrayList<>();
    master.peers().forEach(peer -> peers.add(new PeerState(peer.address(), peer.runId())));
    master.inMind().peers().stream()
        .filter(old -> old.runId() != null && master.peer(old.runId()) == null)
        .forEach(peers::add);
    return new Forgotten(replicas, peers);
  }

  public boolean isEmpty() {
    return replicas.isEmpty() && peers.isEmpty();
  }
}
