package dev.vedette.journal.failover;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.sentinel.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the stream of events into failover records. The same events at the same moments give the
 * same records, ids included. Not thread-safe.
 */
public final class FailoverAssembler {

  /**
   * How long after our vote for another sentinel the master may move for it to be that failover:
   * ten times the default election timeout and failover timeout of Redis would be half an hour, and
   * operators do not wait that long.
   */
  public static final Duration OBSERVER_PATIENCE = Duration.ofMinutes(15);

  private final String myId;
  private final Map<String, GroupStory> groups = new HashMap<>();

  /**
   * Knows of no failover yet.
   *
   * @param myId run id of this sentinel
   */
  public FailoverAssembler(String myId) {
    this.myId = myId;
  }

  /**
   * Takes the next event.
   *
   * @param nanos monotonic time when it was published
   * @return the records that it changed, in the order of their changes; each replaces the one of
   *     the same id
   */
  public List<FailoverRecord> accept(PublishedEvent published, long nanos) {
    Event event = published.event();
    String master = event.master();
    if (master == null) {
      return List.of();
    }
    Moment now = new Moment(published.time(), nanos);
    GroupStory group = groups.computeIfAbsent(master, name -> new GroupStory(myId, name));
    List<FailoverRecord> changed = group.accept(event, now, published.sequence());
    if (group.isEmpty()) {
      groups.remove(master);
    }
    return changed;
  }

  /**
   * Gives up on failovers of others that never showed a result. To be called every now and then.
   *
   * @return the records that it ended
   */
  public List<FailoverRecord> expire(Instant time, long nanos) {
    Moment now = new Moment(time, nanos);
    List<FailoverRecord> ended = new ArrayList<>();
    groups.values().forEach(group -> ended.addAll(group.expire(now)));
    groups.values().removeIf(GroupStory::isEmpty);
    return ended;
  }

  /** The record of a failover of ours that goes on, by its master and epoch. */
  public Optional<FailoverRecord> inProgress(String master, long epoch, Moment now) {
    GroupStory group = groups.get(master);
    return group == null ? Optional.empty() : group.led(epoch, now);
  }
}
