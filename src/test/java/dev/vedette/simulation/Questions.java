package dev.vedette.simulation;

import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.topology.FailoverState;
import dev.vedette.sentinel.view.MasterView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes in at the port of a sentinel, and what goes out. */
final class Questions {

  private Questions() {}

  /** What the words of a peer mean. */
  static Request request(List<String> words) {
    return words.getFirst().equals("PUBLISH")
        ? new Request.PeerHello(words.get(2))
        : new Request.IsMasterDown(
            words.get(2),
            Integer.parseInt(words.get(3)),
            Long.parseLong(words.get(4)),
            words.get(5));
  }

  /** An answer on the wire. */
  static Reply reply(Answer answer) {
    if (answer instanceof Answer.MasterDown down) {
      String leader = down.leader();
      return new Reply.Many(
          List.of(
              new Reply.Number(down.down() ? 1 : 0),
              new Reply.Text(leader == null ? "*" : leader),
              new Reply.Number(down.leaderEpoch())));
    }
    return new Reply.Number(1);
  }

  /** A master as everybody can see it. */
  static SentinelHost.Seen seen(MasterView view, boolean tilted) {
    boolean well =
        !tilted && view.status().equals("ok") && view.failoverState() == FailoverState.NONE;
    return new SentinelHost.Seen(
        view.address(),
        view.configEpoch(),
        well ? "" : (tilted ? "tilt " : "") + view.status() + " " + view.failoverState().wireName(),
        node ->
            view.address().samePlace(node.address)
                || view.replicas().stream()
                    .anyMatch(replica -> replica.instance().address().samePlace(node.address)));
  }

  /** A master as a sentinel sees it, for people. */
  static String describe(SentinelProcess sentinel, @Nullable MasterView view) {
    String who = sentinel.name + " " + sentinel.runId().substring(0, 8);
    if (view == null) {
      return who + " watches nothing";
    }
    return who
        + ": "
        + view.name()
        + " at "
        + view.address().announcedWithPort(false)
        + " config epoch "
        + view.configEpoch()
        + " leader epoch "
        + view.leaderEpoch()
        + " "
        + view.status()
        + " "
        + view.failoverState()
        + " voters "
        + view.voters();
  }
}
