package dev.vedette.journal.failover;

import dev.vedette.journal.failover.ReplicaMove.Progress;
import org.jspecify.annotations.Nullable;

/** The move of one replica, while it is being written down. */
final class MoveDraft {

  private final String replica;
  private final Moment sent;
  private Progress progress;
  private @Nullable Moment following;
  private @Nullable Moment ended;

  MoveDraft(String replica, Progress progress, Moment sent) {
    this.replica = replica;
    this.progress = progress;
    this.sent = sent;
  }

  void synchronizing(Moment now) {
    progress = Progress.SYNCHRONIZING;
    following = now;
  }

  void done(Moment now) {
    progress = Progress.DONE;
    ended = now;
  }

  void timedOut(Moment now) {
    progress = Progress.TIMED_OUT;
    ended = now;
  }

  ReplicaMove move() {
    Moment end = ended;
    return new ReplicaMove(
        replica,
        progress,
        sent.time(),
        following == null ? null : following.time(),
        end == null || progress != Progress.DONE ? null : end.time(),
        end == null ? -1 : end.millisSince(sent));
  }
}
