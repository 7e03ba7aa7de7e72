package dev.vedette.sentinel.rehearsal;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.List;

/**
 * Three sentinels of its own, a master with two replicas, and what can happen to them: the master
 * is lost, a leader is elected, a replica promoted, the others moved, the old master turned into a
 * replica; then once more, with an election that nobody hears the votes of and that is repeated,
 * and a reset. Nothing of it leaves this object: no thread, no socket, no file, and no state of the
 * sentinel that really watches.
 */
public final class Rehearsal {

  /** How many times the master moves in one rehearsal, by all three sentinels together. */
  public static final int SWITCHES = 6;

  private static final int SENTINELS = 3;
  private static final long START = 1_000_000;
  private static final long DOWN_AFTER = 1_000;
  private static final long FAILOVER_TIMEOUT = 3_000;
  private static final String MASTER = "rehearsal";

  private final PlayedGroup group;
  private final List<Sentinel> sentinels = new ArrayList<>();

  /**
   * Prepares one.
   *
   * @param audience sees what is wanted of the outside world
   */
  public Rehearsal(Audience audience) {
    for (int i = 0; i < SENTINELS; i++) {
      sentinels.add(new Sentinel(state(i), i, START));
    }
    List<PlayedNode> nodes =
        List.of(new PlayedNode(1, 0), new PlayedNode(2, 1), new PlayedNode(3, 1));
    group = new PlayedGroup(sentinels, nodes, audience, START);
  }

  private static String runId(int sentinel) {
    return Integer.toString(sentinel + 1).repeat(40);
  }

  private static DurableState state(int sentinel) {
    List<PeerState> peers = new ArrayList<>();
    for (int i = 0; i < SENTINELS; i++) {
      if (i != sentinel) {
        peers.add(new PeerState(place(PlayedGroup.FIRST_SENTINEL_PORT + i), runId(i)));
      }
    }
    MasterSettings settings =
        MasterSettings.of(MASTER, 2, Timings.DEFAULTS)
            .withDownAfterMillis(DOWN_AFTER)
            .withFailoverTimeoutMillis(FAILOVER_TIMEOUT);
    MasterState master =
        new MasterState(settings, place(1), 0, 0, List.of(place(2), place(3)), peers);
    int port = PlayedGroup.FIRST_SENTINEL_PORT + sentinel;
    return new DurableState(runId(sentinel), 0, SentinelSettings.ofPort(port), List.of(master));
  }

  private static Address place(int port) {
    return Address.ofIp("127.0.0.1", port);
  }

  /**
   * Plays all of it, once: some tens of milliseconds of cold code, a few of warm code.
   *
   * @return how many times a sentinel said that the master has moved; {@link #SWITCHES} when all
   *     went as it should
   */
  public int play() {
    group.start();
    group.play(3_000);
    group.loseMaster();
    group.play(3_000);
    group.bringBack();
    group.play(12_000);
    group.deafToVotes(true);
    group.loseMaster();
    group.play(DOWN_AFTER + FAILOVER_TIMEOUT + 1_500);
    group.deafToVotes(false);
    group.play(2 * FAILOVER_TIMEOUT + 2_000);
    group.bringBack();
    group.play(3_000);
    group.ask(0, new Request.Reset("*"));
    group.play(2_000);
    for (Sentinel sentinel : sentinels) {
      sentinel.view(group.now());
      sentinel.candidates(MASTER, group.now());
    }
    return group.switches();
  }
}
