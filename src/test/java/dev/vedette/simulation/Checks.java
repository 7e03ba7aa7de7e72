package dev.vedette.simulation;

import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.settings.DurableState;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets all invariants see what happens, and remembers the first one that did not hold. */
final class Checks {

  /** Hears every event of every sentinel. */
  interface Listener {
    void heard(SentinelHost process, Event event);
  }

  private final Story story;
  private final Pace pace;
  private final List<Invariant> invariants;
  private @Nullable String violation;
  private int questions;
  private Listener listener = (process, event) -> {};

  Checks(Cluster cluster) {
    story = new Story(cluster.agenda);
    pace = new Pace(cluster.agenda);
    invariants = Invariants.all(cluster);
  }

  void echo(Consumer<String> target) {
    story.echo(target);
  }

  void listener(Listener newListener) {
    listener = newListener;
  }

  /** The first thing that went wrong, null while all is well. */
  @Nullable String violation() {
    return violation;
  }

  /** How many questions about a master were asked. */
  int questions() {
    return questions;
  }

  /** The last lines of what happened. */
  String story() {
    return story.tail(Integer.MAX_VALUE);
  }

  /** The last lines of what happened, so many. */
  String story(int lines) {
    return story.tail(lines);
  }

  /** Adds a line to the story. */
  void note(Object who, Object what) {
    story.note(who, what);
  }

  void violated(Object who, String what) {
    note(who, "VIOLATION " + what);
    if (violation == null) {
      violation = what;
    }
  }

  void started(SentinelProcess process) {
    note(process, "starts");
    invariants.forEach(each -> each.started(process));
  }

  void stepped(SentinelProcess process) {
    pace.stepped(process);
  }

  void planned(SentinelProcess process, long deadline, long clock) {
    pace.planned(process, deadline, clock);
  }

  void decided(SentinelProcess process, List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Emit emit) {
        invariants.forEach(each -> each.decided(process, emit.event()));
      }
    }
  }

  void emitted(SentinelHost process, Event event) {
    if (event.level() != EventLevel.DEBUG) {
      note(process, new EventLine(event));
    }
    for (Invariant invariant : invariants) {
      invariant.emitted(process, event);
    }
    listener.heard(process, event);
  }

  private record EventLine(Event event) {
    @Override
    public String toString() {
      return event.evidence() instanceof Evidence.Ranking ranking
          ? event.line() + " " + ranking.verdicts()
          : event.line();
    }
  }

  void logged(SentinelProcess process, String line) {
    note(process, line);
    invariants.forEach(each -> each.logged(process, line));
  }

  void sent(SentinelProcess process, Host to, List<String> words) {
    if (words.getFirst().equals("PUBLISH")) {
      announced(process, words.get(2));
      return;
    }
    if (words.getFirst().equals("PING") || words.getFirst().equals("INFO")) {
      return;
    }
    questions += words.getFirst().equals("SENTINEL") ? 1 : 0;
    for (Invariant invariant : invariants) {
      invariant.sent(process, to, words);
    }
    boolean order = words.size() == 3 && words.getFirst().equals("SLAVEOF");
    if (order && to instanceof RedisNode node) {
      note(process, "orders " + node.name + ": " + String.join(" ", words));
      invariants.forEach(each -> each.ordered(process, node, words.get(1), words.get(2)));
    }
  }

  private void announced(SentinelProcess process, String payload) {
    Hello hello = Hello.parse(payload);
    if (hello == null) {
      violated(process, "sends a hello that nobody can read: " + payload);
      return;
    }
    for (Invariant invariant : invariants) {
      invariant.announced(process, hello);
    }
  }

  void answered(SentinelProcess process, Answer answer) {
    for (Invariant invariant : invariants) {
      invariant.answered(process, answer);
    }
  }

  void saved(SentinelProcess process, DurableState before, DurableState after) {
    for (Invariant invariant : invariants) {
      invariant.saved(process, before, after);
    }
  }

  void rested() {
    invariants.forEach(Invariant::rested);
  }

  void ended() {
    invariants.forEach(Invariant::ended);
  }
}
