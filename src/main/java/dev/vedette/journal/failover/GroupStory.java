package dev.vedette.journal.failover;

import dev.vedette.journal.failover.FailoverDraft.Opening;
import dev.vedette.journal.failover.ReplicaMove.Progress;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.topology.FailoverState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one master lately: since when it is down, the failover that we lead, and the one
 * that somebody else got our vote for. The two can overlap, when we give up after another sentinel
 * has moved the master.
 */
final class GroupStory {

  private static final String QUORUM_MARK = "#quorum ";

  private final String myId;
  private final String master;
  private Detection detection = Detection.NONE;
  private @Nullable FailoverDraft led;
  private @Nullable FailoverDraft observed;
  private final List<FailoverRecord> changed = new ArrayList<>();

  GroupStory(String myId, String master) {
    this.myId = myId;
    this.master = master;
  }

  /** Whether there is nothing to remember. */
  boolean isEmpty() {
    return led == null && observed == null && detection.equals(Detection.NONE);
  }

  Optional<FailoverRecord> led(long epoch, Moment now) {
    return Optional.ofNullable(led)
        .filter(draft -> draft.epoch() == epoch)
        .map(draft -> draft.record(now));
  }

  List<FailoverRecord> accept(Event event, Moment now, long sequence) {
    changed.clear();
    take(event, now, sequence);
    return List.copyOf(changed);
  }

  List<FailoverRecord> expire(Moment now) {
    changed.clear();
    FailoverDraft draft = observed;
    if (draft != null
        && now.millisSince(draft.startedAt()) > FailoverAssembler.OBSERVER_PATIENCE.toMillis()) {
      endObserved(d -> d.end(Outcome.UNSEEN, now), now);
    }
    return List.copyOf(changed);
  }

  private void take(Event event, Moment now, long sequence) {
    switch (event.type()) {
      case SDOWN -> down(event, now, before -> new Detection(now.time(), null, "", List.of()));
      case SDOWN_CLEARED -> down(event, now, before -> Detection.NONE);
      case ODOWN -> down(event, now, before -> agreed(before, event, now));
      case ODOWN_CLEARED -> down(event, now, Detection::withoutAgreement);
      case TRY_FAILOVER -> begin(event, now, sequence);
      case VOTE_FOR_LEADER -> voted(event, now, sequence);
      case CONFIG_UPDATE_FROM -> moveLearned(event, now, sequence);
      case SWITCH_MASTER -> switched(event, now, sequence);
      case ELECTED_LEADER, PROMOTED_SLAVE -> lead(event, now, draft -> {});
      case SELECTED_SLAVE -> lead(event, now, draft -> draft.choose(name(event), place(event)));
      case FAILOVER_STATE_SELECT_SLAVE -> enter(FailoverState.SELECT_SLAVE, event, now);
      case FAILOVER_STATE_SEND_SLAVEOF_NOONE -> enter(FailoverState.SEND_SLAVEOF_NOONE, event, now);
      case FAILOVER_STATE_WAIT_PROMOTION -> enter(FailoverState.WAIT_PROMOTION, event, now);
      case FAILOVER_STATE_RECONF_SLAVES -> enter(FailoverState.RECONF_SLAVES, event, now);
      case FAILOVER_END_FOR_TIMEOUT -> lead(event, now, FailoverDraft::timeIsUp);
      case FAILOVER_END -> enter(FailoverState.UPDATE_CONFIG, event, now);
      case SLAVE_RECONF_SENT -> tell(Progress.SENT, event, now);
      case SLAVE_RECONF_SENT_BEST_EFFORT -> tell(Progress.LAST_TRY, event, now);
      case SLAVE_RECONF_INPROG -> move(event, now, move -> move.synchronizing(now));
      case SLAVE_RECONF_DONE -> move(event, now, move -> move.done(now));
      case SLAVE_RECONF_SENT_TIMEOUT -> move(event, now, move -> move.timedOut(now));
      case FAILOVER_ABORT_NOT_ELECTED -> abort(event, AbortReason.NOT_ELECTED, now);
      case FAILOVER_ABORT_NO_GOOD_SLAVE -> abort(event, AbortReason.NO_GOOD_REPLICA, now);
      case FAILOVER_ABORT_SLAVE_TIMEOUT -> abort(event, AbortReason.REPLICA_TIMEOUT, now);
      case FAILOVER_ABORT_NOT_SAVED -> abort(event, AbortReason.NOT_SAVED, now);
      case FAILOVER_ABORT_REFUSED -> abort(event, AbortReason.MASTER_REFUSED, now);
      case FAILOVER_ABORT_OVERTAKEN -> abort(event, AbortReason.SUPERSEDED, now);
      case RESET_MASTER -> forget(event, AbortReason.RESET, now);
      case UNMONITOR -> forget(event, AbortReason.REMOVED, now);
      case MASTER_SET_ASIDE -> forget(event, AbortReason.SET_ASIDE, now);
      case MONITOR,
          SET,
          NEW_EPOCH,
          SLAVE,
          SENTINEL,
          SENTINEL_ADDRESS_SWITCH,
          SENTINEL_ADDRESS_UPDATE,
          SENTINEL_INVALID_ADDR,
          SENTINEL_DUPLICATE_ID,
          EPOCH_REFUSED,
          EPOCH_RESET,
          STATE_LINE_SET_ASIDE,
          REBOOT,
          FOREIGN_NODE,
          FOREIGN_NODE_CLEARED,
          FOREIGN_SENTINEL,
          NODE_REFUSES,
          DATA_LOST,
          SAME_NODE,
          CONVERT_TO_SLAVE,
          FIX_SLAVE_CONFIG,
          ROLE_CHANGE,
          ROLE_MISMATCH,
          CMD_LINK_RECONNECTION,
          PUBSUB_LINK_RECONNECTION,
          LIMIT_REACHED,
          MASTER_TAKEN_UP,
          MEMORY_SHORT,
          MEMORY_EASED,
          VOTES_WITHHELD,
          VOTES_GIVEN,
          TILT,
          TILT_CLEARED,
          SCRIPT_CHILD,
          SCRIPT_CHILD_ENDED,
          SCRIPT_ERROR,
          SCRIPT_TIMEOUT ->
          note(event, now);
    }
  }

  /** An event that only has its place in the course of things. */
  private void note(Event event, Moment now) {
    if (event.level().compareTo(EventLevel.NOTICE) >= 0) {
      change(led, draft -> draft.step(event, now), now);
      change(observed, draft -> draft.step(event, now), now);
    }
  }

  private void down(Event event, Moment now, UnaryOperator<Detection> change) {
    note(event, now);
    Event.Subject subject = event.subject();
    if (subject == null || !subject.kind().equals("master")) {
      return;
    }
    detection = change.apply(detection);
  }

  private static Detection agreed(Detection before, Event event, Moment now) {
    int mark = event.payload().indexOf(QUORUM_MARK);
    String agreement = mark < 0 ? "" : event.payload().substring(mark + QUORUM_MARK.length());
    List<Evidence.Opinion> peers =
        event.evidence() instanceof Evidence.Opinions opinions ? opinions.opinions() : List.of();
    return new Detection(before.subjectivelyDownAt(), now.time(), agreement, peers);
  }

  private void begin(Event event, Moment now, long sequence) {
    endLed(draft -> draft.abort(AbortReason.SUPERSEDED, now), now);
    Trigger trigger =
        event.evidence() instanceof Evidence.Attempt attempt
            ? Trigger.of(attempt)
            : Trigger.OBJECTIVELY_DOWN;
    FailoverDraft draft = open(event.epoch(), Part.LEADER, trigger, place(event), now, sequence);
    draft.ledBy(myId);
    draft.enter(FailoverState.WAIT_START, now);
    led = draft;
    change(draft, d -> d.step(event, now), now);
  }

  private FailoverDraft open(
      long epoch, Part part, Trigger trigger, String from, Moment now, long sequence) {
    return new FailoverDraft(
        new Opening(
            FailoverId.of(now.time(), myId, master, epoch, sequence),
            master,
            epoch,
            part,
            trigger,
            from,
            detection,
            now));
  }

  /** Payload: run id and epoch. */
  private void voted(Event event, Moment now, long sequence) {
    String[] words = event.payload().split(" ");
    String candidate = words[0];
    long epoch = words.length > 1 ? parse(words[1], event.epoch()) : event.epoch();
    change(
        led,
        draft -> {
          draft.step(event, now);
          if (draft.epoch() == epoch) {
            draft.vote(myId, candidate);
          }
        },
        now);
    if (candidate.equalsIgnoreCase(myId)) {
      return;
    }
    if (observed != null && observed.epoch() != epoch) {
      endObserved(draft -> draft.end(Outcome.UNSEEN, now), now);
    }
    FailoverDraft draft = observed;
    if (draft == null) {
      draft = open(epoch, Part.OBSERVER, Trigger.PEER, place(event), now, sequence);
      observed = draft;
    }
    draft.ledBy(candidate);
    draft.vote(myId, candidate);
    change(draft, d -> d.step(event, now), now);
  }

  private void moveLearned(Event event, Moment now, long sequence) {
    FailoverDraft draft = observedOrNew(event, now, sequence);
    draft.evidence(event.evidence());
    change(draft, d -> d.step(event, now), now);
  }

  private FailoverDraft observedOrNew(Event event, Moment now, long sequence) {
    FailoverDraft draft = observed;
    if (draft == null) {
      draft = open(event.epoch(), Part.OBSERVER, Trigger.PEER, "", now, sequence);
      observed = draft;
    }
    return draft;
  }

  /** Payload: name, old host, old port, new host, new port. */
  private void switched(Event event, Moment now, long sequence) {
    String[] words = event.payload().split(" ");
    String from = words.length >= 5 ? place(words[1], words[2]) : "";
    String to = words.length >= 5 ? place(words[3], words[4]) : "";
    if (led != null && led.isFinishing()) {
      endLed(
          draft -> {
            draft.step(event, now);
            draft.succeed(now);
          },
          now);
    } else {
      endLed(draft -> draft.abort(AbortReason.SUPERSEDED, now), now);
      FailoverDraft draft = observedOrNew(event, now, sequence);
      draft.step(event, now);
      draft.movedFrom(from);
      draft.choose(to, to);
      endObserved(d -> d.end(Outcome.OBSERVED, now), now);
    }
    detection = Detection.NONE;
  }

  /** An event of the failover that we lead, with what it tells. */
  private void lead(Event event, Moment now, Consumer<FailoverDraft> what) {
    change(
        led,
        draft -> {
          draft.step(event, now);
          draft.evidence(event.evidence());
          what.accept(draft);
        },
        now);
  }

  private void enter(FailoverState state, Event event, Moment now) {
    lead(event, now, draft -> draft.enter(state, now));
  }

  private void tell(Progress progress, Event event, Moment now) {
    lead(event, now, draft -> draft.moveSent(place(event), progress, now));
  }

  private void move(Event event, Moment now, Consumer<MoveDraft> how) {
    lead(
        event,
        now,
        draft -> {
          MoveDraft move = draft.move(place(event));
          if (move != null) {
            how.accept(move);
          }
        });
  }

  private void abort(Event event, AbortReason reason, Moment now) {
    lead(event, now, draft -> {});
    endLed(draft -> draft.abort(reason, now), now);
  }

  private void forget(Event event, AbortReason reason, Moment now) {
    note(event, now);
    endLed(draft -> draft.abort(reason, now), now);
    endObserved(draft -> draft.end(Outcome.UNSEEN, now), now);
    detection = Detection.NONE;
  }

  private void endLed(Consumer<FailoverDraft> how, Moment now) {
    change(led, how, now);
    led = null;
  }

  private void endObserved(Consumer<FailoverDraft> how, Moment now) {
    change(observed, how, now);
    observed = null;
  }

  private void change(@Nullable FailoverDraft draft, Consumer<FailoverDraft> how, Moment now) {
    if (draft != null) {
      how.accept(draft);
      changed.removeIf(record -> record.id().equals(draft.id()));
      changed.add(draft.record(now));
    }
  }

  private static String name(Event event) {
    Event.Subject subject = event.subject();
    return subject == null ? "" : subject.name();
  }

  private static String place(Event event) {
    Event.Subject subject = event.subject();
    return subject == null ? "" : Address.hostAndPort(subject.host(), subject.port());
  }

  private static String place(String host, String port) {
    return Address.hostAndPort(host, (int) parse(port, 0));
  }

  private static long parse(String number, long otherwise) {
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
