package dev.vedette.sentinel.detection;

import dev.vedette.sentinel.message.Reply;
import dev.vedette.sentinel.topology.Instance;
import dev.vedette.sentinel.topology.Link;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.PendingCommand.Kind;
import dev.vedette.sentinel.turn.Turn;
import java.util.List;

/** What an answer to PING means. */
public final class PingReply {

  private PingReply() {}

  /**
   * {@code PONG}, {@code LOADING} and {@code MASTERDOWN} mean alive. Anything else does not; {@code
   * BUSY} from an instance that is down already gets one {@code SCRIPT KILL}, because a script that
   * never ends looks like death to clients.
   *
   * @return whether it matters to everybody who uses the link, and not only to who sent the PING
   */
  public static boolean receive(Turn turn, Instance instance, Reply reply, long sentAt) {
    String text =
        switch (reply) {
          case Reply.Status status -> status.text();
          case Reply.Failure failure -> failure.text();
          case Reply.Text other -> "";
          case Reply.Number other -> "";
          case Reply.Nothing other -> "";
          case Reply.Many other -> "";
        };
    Link link = instance.link();
    boolean matters = link.isAnyUserDown();
    boolean pong = text.startsWith("PONG");
    if (pong || text.startsWith("LOADING") || text.startsWith("MASTERDOWN")) {
      if (wasAway(turn, link)) {
        link.cameBack(turn.now());
      }
      link.becomeAvailable(turn.now(), sentAt);
      if (pong) {
        rebootIsOver(instance);
      }
    } else if (text.startsWith("BUSY")
        && instance.isSubjectivelyDown()
        && !instance.isScriptKillSent()) {
      turn.send(instance, Kind.IGNORED, List.of("SCRIPT", "KILL"));
      instance.scriptKillSent();
    }
    link.ponged(turn.now());
    return matters;
  }

  /** So long that news of it, or for it, can have been missed. */
  private static boolean wasAway(Turn turn, Link link) {
    return link.silence().isLongerThan(turn.timings().publishPeriod(), turn.now())
        || link.isAnyUserDown();
  }

  private static void rebootIsOver(Instance instance) {
    if (instance instanceof Master master) {
      master.rebootIsOver();
    }
  }
}
