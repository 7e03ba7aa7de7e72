package dev.vedette.sentinel.transcript;

import dev.vedette.sentinel.message.Reply;
import java.util.List;

/**
 * A peer of a transcript: answers PING, and says about the master whatever the transcript lets it
 * say.
 */
final class FakePeer {

  final int port;
  FakeRedis.Health health = FakeRedis.Health.ALIVE;
  boolean saysDown;

  /** Run id it votes for, {@code *} for nobody, {@code asker} for whoever asks. */
  String vote = "*";

  long voteEpoch = -1;
  boolean answersAsks = true;

  FakePeer(int port) {
    this.port = port;
  }

  Reply answer(List<String> words) {
    boolean votesWanted = !words.get(5).equals("*");
    String leader = !votesWanted ? "*" : vote.equals("asker") ? words.get(5) : vote;
    long epoch = leader.equals("*") ? 0 : voteEpoch >= 0 ? voteEpoch : Long.parseLong(words.get(4));
    return new Reply.Many(
        List.of(
            new Reply.Number(saysDown ? 1 : 0), new Reply.Text(leader), new Reply.Number(epoch)));
  }
}
