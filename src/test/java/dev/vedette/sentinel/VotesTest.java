package dev.vedette.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.election.Votes;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.DurableState.PeerState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Peer;
import dev.vedette.sentinel.topology.Topology;
import dev.vedette.sentinel.turn.Chance;
import dev.vedette.sentinel.turn.Modes;
import dev.vedette.sentinel.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counting votes, against a count that a child could make. */
class VotesTest {

  private static final String ME = "me";

  private record Vote(String leader, long epoch) {}

  private final Random random = new Random(5);

  @Test
  void the_leader_is_who_has_the_majority_and_the_quorum() {
    int leaders = 0;
    for (int i = 0; i < 20_000; i++) {
      int peers = random.nextInt(9);
      int quorum = 1 + random.nextInt(peers + 2);
      long epoch = 1 + random.nextInt(3);
      long election = random.nextInt(10) == 0 ? Math.max(1, epoch - 1) : epoch;
      List<@Nullable Vote> votes = new ArrayList<>();
      for (int p = 0; p < peers; p++) {
        votes.add(
            random.nextInt(4) == 0
                ? null
                : new Vote(candidate(), random.nextInt(5) == 0 ? epoch - 1 : epoch));
      }
      Vote ours = random.nextInt(3) == 0 ? new Vote(candidate(), epoch) : null;
      String expected = count(votes, ours, quorum, epoch, election);
      String found = leader(votes, ours, quorum, epoch, election);
      assertThat(found)
          .as("votes %s, ours %s, quorum %s, epoch %s of %s", votes, ours, quorum, election, epoch)
          .isEqualTo(expected);
      leaders += found == null ? 0 : 1;
    }
    assertThat(leaders).isBetween(1_000, 19_000);
  }

  private String candidate() {
    return List.of(ME, "p0", "p1").get(random.nextInt(3));
  }

  private static @Nullable String count(
      List<@Nullable Vote> votes, @Nullable Vote ours, int quorum, long epoch, long election) {
    List<String> ballots = new ArrayList<>();
    for (Vote vote : votes) {
      if (vote != null && vote.epoch() == election) {
        ballots.add(vote.leader());
      }
    }
    String favourite = null;
    for (String name : ballots) {
      if (favourite == null || times(ballots, name) > times(ballots, favourite)) {
        favourite = name;
      }
    }
    if (ours != null) {
      if (ours.epoch() == election) {
        ballots.add(ours.leader());
      }
    } else if (election == epoch) {
      ballots.add(favourite == null ? ME : favourite);
    }
    for (String name : ballots) {
      if (2 * times(ballots, name) > votes.size() + 1 && times(ballots, name) >= quorum) {
        return name;
      }
    }
    return null;
  }

  private static long times(List<String> ballots, String name) {
    return ballots.stream().filter(name::equals).count();
  }

  private static @Nullable String leader(
      List<@Nullable Vote> votes, @Nullable Vote ours, int quorum, long epoch, long election) {
    List<PeerState> peers = new ArrayList<>();
    for (int p = 0; p < votes.size(); p++) {
      peers.add(new PeerState(Address.ofIp("10.0.0.1", 26380 + p), "p" + p));
    }
    MasterState state =
        new MasterState(
            MasterSettings.of("m", quorum, Timings.DEFAULTS),
            Address.ofIp("10.0.0.1", 6379),
            0,
            0,
            List.of(),
            peers);
    Topology topology =
        new Topology(
            new DurableState(ME, epoch, SentinelSettings.ofPort(26379), List.of(state)), 0);
    Master master = topology.masters().iterator().next();
    int p = 0;
    for (Peer peer : master.peers()) {
      Vote vote = votes.get(p++);
      if (vote != null) {
        peer.toldVote(vote.leader(), vote.epoch());
      }
    }
    if (ours != null) {
      master.voteFor(ours.leader(), ours.epoch());
    }
    return Votes.leader(new Turn(topology, new Chance(1), new Modes(), 0), master, election);
  }
}
