package dev.vedette.simulation;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.event.Evidence;
import dev.vedette.sentinel.gossip.Hello;
import dev.vedette.sentinel.message.Answer;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.view.MasterView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What must never happen. Sees everything that leaves a sentinel, and knows nothing of how it is
 * decided.
 */
final class Checks {

  private static final int KEPT_LINES = 400;
  private static final long WINDOW_MILLIS = 100;
  private static final int MAX_STEPS_IN_WINDOW = 4_000;
  private static final int MAX_IDLE_PLANS = 50;

  private record Ballot(String voter, long epoch) {}

  private final Agenda agenda;
  private final Deque<String> lines = new ArrayDeque<>();
  private final Map<Ballot, String> votes = new HashMap<>();
  private final Map<Long, String> leaders = new HashMap<>();
  private final Set<String> forced = new HashSet<>();
  private final Map<String, Long> announced = new HashMap<>();
  private final Map<String, long[]> pace = new HashMap<>();
  private @Nullable String violation;
  private Consumer<String> echo = line -> {};
  private Listener listener = (process, event) -> {};
  private int promotions;
  private int questions;

  /** Hears every event of every sentinel. */
  interface Listener {
    void heard(SentinelHost process, Event event);
  }

  Checks(Agenda agenda) {
    this.agenda = agenda;
  }

  void echo(Consumer<String> target) {
    echo = target;
  }

  void listener(Listener newListener) {
    listener = newListener;
  }

  /** The first thing that went wrong, null while all is well. */
  @Nullable String violation() {
    return violation;
  }

  /** How many promotions were ordered. */
  int promotions() {
    return promotions;
  }

  /** How many questions about a master were asked. */
  int questions() {
    return questions;
  }

  /** The last lines of what happened. */
  String story() {
    return String.join("\n", lines);
  }

  void note(Object who, String what) {
    String name = who instanceof Host host ? host.name : who.toString();
    String line = "%9.3f %s: %s".formatted(agenda.nowMicros() / 1e6, name, what);
    if (lines.size() >= KEPT_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
    echo.accept(line);
  }

  void violated(Object who, String what) {
    note(who, "VIOLATION " + what);
    if (violation == null) {
      violation = what;
    }
  }

  void stepped(SentinelProcess process) {
    long[] counted = pace.computeIfAbsent(process.name, name -> new long[3]);
    long window = agenda.now() / WINDOW_MILLIS;
    if (counted[0] != window) {
      counted[0] = window;
      counted[1] = 0;
    }
    if (++counted[1] > MAX_STEPS_IN_WINDOW) {
      violated(process, "takes more than " + MAX_STEPS_IN_WINDOW + " steps in 100 ms");
      throw new IllegalStateException("an endless loop through the network");
    }
  }

  /** A deadline in the past is no deadline. */
  void planned(SentinelProcess process, long deadline, long clock) {
    long[] counted = pace.computeIfAbsent(process.name, name -> new long[3]);
    counted[2] = deadline <= clock ? counted[2] + 1 : 0;
    if (counted[2] > MAX_IDLE_PLANS) {
      violated(process, "wants its next turn at once, again and again");
      throw new IllegalStateException("an endless loop of ticks");
    }
  }

  void emitted(SentinelHost process, Event event) {
    if (event.level() != EventLevel.DEBUG) {
      note(process, event.line());
    }
    if (event.type() == EventType.VOTE_FOR_LEADER) {
      String[] words = event.payload().split(" ", -1);
      voted(process, words[0], Long.parseLong(words[1]));
    } else if (event.type() == EventType.TRY_FAILOVER) {
      boolean byOperator =
          event.evidence() instanceof Evidence.Attempt attempt && attempt.byOperator();
      if (byOperator) {
        forced.add(process.runId() + "@" + event.epoch());
      }
    } else if (event.type() == EventType.UNMONITOR) {
      announced.remove(process.name);
    }
    listener.heard(process, event);
  }

  private void voted(SentinelHost process, String leader, long epoch) {
    String before = votes.putIfAbsent(new Ballot(process.runId(), epoch), leader);
    if (before != null && !before.equals(leader)) {
      violated(process, "voted in epoch " + epoch + " for " + before + " and for " + leader);
    }
  }

  void answered(SentinelProcess process, Answer answer) {
    if (answer instanceof Answer.MasterDown down && down.leader() != null) {
      voted(process, down.leader(), down.leaderEpoch());
      MasterState saved = saved(process.disk());
      if (saved != null && saved.leaderEpoch() < down.leaderEpoch()) {
        violated(process, "gave a vote of epoch " + down.leaderEpoch() + " that is not on disk");
      }
    }
  }

  private static @Nullable MasterState saved(DurableState disk) {
    return disk.masters().isEmpty() ? null : disk.masters().getFirst();
  }

  void sent(SentinelProcess process, Host to, List<String> words) {
    if (words.getFirst().equals("PUBLISH")) {
      Hello hello = Hello.parse(words.get(2));
      if (hello == null) {
        violated(process, "sends a hello that nobody can read: " + words.get(2));
        return;
      }
      checkAnnounced(process, hello);
      return;
    }
    if (!words.getFirst().equals("SENTINEL")) {
      return;
    }
    questions++;
    if (!words.get(5).equals("*")) {
      long epoch = Long.parseLong(words.get(4));
      if (!process.isUnsaved() && process.disk().currentEpoch() < epoch) {
        violated(process, "wants votes of epoch " + epoch + " that is not on disk");
      }
    }
  }

  private void checkAnnounced(SentinelProcess process, Hello hello) {
    Long before = announced.put(process.name, hello.configEpoch());
    if (before != null && before > hello.configEpoch()) {
      violated(process, "announced config epoch " + before + " and then " + hello.configEpoch());
    }
    MasterState saved = saved(process.disk());
    if (saved != null && !process.isUnsaved()) {
      if (saved.configEpoch() < hello.configEpoch()) {
        violated(process, "announced config epoch " + hello.configEpoch() + " before saving it");
      }
      if (process.disk().currentEpoch() < hello.currentEpoch()) {
        violated(process, "announced epoch " + hello.currentEpoch() + " before saving it");
      }
      if (saved.configEpoch() == hello.configEpoch()
          && saved.address().port() != hello.masterPort()) {
        violated(process, "announced another master than the one it saved");
      }
    }
  }

  /** A node is told to change its role. */
  void ordered(SentinelProcess process, RedisNode node, List<String> order) {
    note(process, "orders " + node.name + ": " + String.join(" ", order));
    if (!order.get(1).equals("NO")) {
      return;
    }
    promotions++;
    Sentinel core = process.core();
    MasterView master = core == null ? null : core.master(Cluster.MASTER, process.clock());
    if (master == null) {
      violated(process, "promotes for a master that it does not watch");
      return;
    }
    if (node.priority == 0) {
      violated(process, "promotes a node of priority 0");
    }
    long epoch = master.failoverEpoch();
    if (forced.contains(process.runId() + "@" + epoch)) {
      return;
    }
    String before = leaders.putIfAbsent(epoch, process.runId());
    if (before != null && !before.equals(process.runId())) {
      violated(process, "leads in epoch " + epoch + " as well as " + before);
    }
    long given =
        votes.entrySet().stream()
            .filter(vote -> vote.getKey().epoch() == epoch)
            .filter(vote -> vote.getValue().equals(process.runId()))
            .count();
    if (given < master.majority() || given < master.settings().quorum()) {
      violated(process, "promotes in epoch " + epoch + " with " + given + " votes");
    }
  }
}
