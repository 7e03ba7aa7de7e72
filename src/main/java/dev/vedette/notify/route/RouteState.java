package dev.vedette.notify.route;

import dev.vedette.notify.alert.Alert;
import dev.vedette.notify.alert.Problem;
import dev.vedette.notify.route.Pacing.GroupBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a route remembers: groups that wait for their time, and problems that last. Times are
 * monotonic milliseconds. Not thread-safe.
 */
public final class RouteState {

  /** More alerts do not fit into a message; they are counted. */
  public static final int MAX_ITEMS = 200;

  /** More problems are not kept: they are told once, without repetition and end. */
  public static final int MAX_PROBLEMS = 10_000;

  /**
   * A problem that was open when the last process ended, and that nobody has confirmed for so long,
   * is over. Its end may have happened while nobody looked.
   */
  public static final long CONFIRM_MILLIS = 300_000;

  private static final class Group {
    final List<Item> items = new ArrayList<>();
    int omitted;
    long dueMillis;
    long flushedMillis = Long.MIN_VALUE;
  }

  private static final class Tracked {
    OpenProblem problem;
    long nextReminderMillis;
    long unconfirmedUntilMillis = Long.MAX_VALUE;

    Tracked(OpenProblem problem) {
      this.problem = problem;
    }
  }

  private final Route route;
  private final Map<String, Group> groups;
  private final Map<String, Tracked> problems;

  /** Until when alerts about a master wait behind one that settles: messages keep their order. */
  private final Map<String, Long> settling = new HashMap<>();

  private final Set<String> changedGroups = new LinkedHashSet<>();
  private final Set<String> changedProblems = new LinkedHashSet<>();

  /** Nothing waits and nothing is wrong yet. */
  public RouteState(Route route) {
    this.route = route;
    this.groups = new LinkedHashMap<>();
    this.problems = new LinkedHashMap<>();
  }

  /** Goes on where a state of the same name stopped, which must not be used any more. */
  public RouteState(Route route, RouteState former) {
    this.route = route;
    this.groups = former.groups;
    this.problems = former.problems;
    this.settling.putAll(former.settling);
    this.changedGroups.addAll(former.changedGroups);
    this.changedProblems.addAll(former.changedProblems);
  }

  /**
   * Takes up a problem that a former process had told.
   *
   * @param nowMillis from here on it has {@link #CONFIRM_MILLIS} to show itself again
   */
  public void restore(OpenProblem problem, long nowMillis) {
    Tracked tracked = new Tracked(problem);
    tracked.unconfirmedUntilMillis = nowMillis + CONFIRM_MILLIS;
    tracked.nextReminderMillis = nextReminder(nowMillis);
    problems.put(problem.key(), tracked);
  }

  /** Takes up an alert that a former process had accepted and not told yet. */
  public void restore(String groupKey, Item item, long nowMillis) {
    add(groupKey, item, nowMillis);
    changedGroups.remove(groupKey);
  }

  /**
   * Looks at an alert.
   *
   * @return whether the route takes it: because it matches, or because it ends a told problem
   */
  public boolean accept(Alert alert, long nowMillis) {
    List<OpenProblem> closed = close(alert);
    boolean matches = route.matches(alert);
    if (!matches && (closed.isEmpty() || !route.pacing().sendResolved())) {
      return false;
    }
    if (!closed.isEmpty()) {
      OpenProblem first = closed.getFirst();
      long since = first.opener().timeMillis();
      // The end of a problem goes with what was told of it, and not with the group it would make.
      String key = route.pacing().groupBy() == GroupBy.NONE ? alert.id() : first.groupKey();
      add(key, new Item(alert, Item.Kind.RESOLVED, first.key(), since, 0), nowMillis);
      return true;
    }
    String groupKey = groupKey(alert);
    String opened = Problem.openedBy(alert);
    add(groupKey, new Item(alert, Item.Kind.EVENT, opened, alert.timeMillis(), 0), nowMillis);
    if (opened != null && (problems.size() < MAX_PROBLEMS || problems.containsKey(opened))) {
      Tracked tracked = new Tracked(new OpenProblem(opened, groupKey, alert, 0));
      tracked.nextReminderMillis = nextReminder(nowMillis);
      problems.put(opened, tracked);
      changedProblems.add(opened);
    }
    return true;
  }

  private List<OpenProblem> close(Alert alert) {
    List<OpenProblem> closed = new ArrayList<>();
    problems
        .values()
        .removeIf(tracked -> {
          boolean closes = Problem.closes(alert, tracked.problem.key(), tracked.problem.opener());
          if (closes) {
            closed.add(tracked.problem);
            changedProblems.add(tracked.problem.key());
          }
          return closes;
        });
    return closed;
  }

  private void add(String groupKey, Item item, long nowMillis) {
    Group group = groups.computeIfAbsent(groupKey, key -> new Group());
    if (group.items.isEmpty()) {
      group.dueMillis = firstDue(group, item.alert(), nowMillis);
    }
    if (group.items.size() < MAX_ITEMS) {
      group.items.add(item);
      changedGroups.add(groupKey);
    } else {
      group.omitted++;
    }
  }

  private long firstDue(Group group, Alert alert, long nowMillis) {
    Pacing pacing = route.pacing();
    long due = nowMillis + pacing.groupWaitMillis();
    if (group.flushedMillis != Long.MIN_VALUE) {
      due = Math.max(due, group.flushedMillis + pacing.groupIntervalMillis());
    }
    String master = alert.master();
    if (master == null) {
      return due;
    }
    if (FleetRule.needsToSettle(alert, route.deliver())) {
      settling.merge(master, nowMillis + FleetRule.SETTLE_MILLIS, Math::max);
    }
    return Math.max(due, settling.getOrDefault(master, due));
  }

  private String groupKey(Alert alert) {
    String master = alert.master() == null ? "" : alert.master();
    return switch (route.pacing().groupBy()) {
      case NONE -> alert.id();
      case MASTER -> master;
      case FAILOVER -> alert.failover() == null ? master : alert.failover();
      case ROUTE -> "*";
    };
  }

  private long nextReminder(long nowMillis) {
    long interval = route.pacing().repeatIntervalMillis();
    return interval == 0 ? Long.MAX_VALUE : nowMillis + interval;
  }

  /** Everything whose time has come; the groups are empty afterwards. */
  public List<Flush> due(long nowMillis) {
    remind(nowMillis);
    List<Flush> flushes = new ArrayList<>();
    groups.forEach((key, group) -> {
      if (!group.items.isEmpty() && group.dueMillis <= nowMillis) {
        flushes.add(new Flush(key, group.items, group.omitted));
        group.items.clear();
        group.omitted = 0;
        group.flushedMillis = nowMillis;
      }
    });
    groups.values().removeIf(group -> isOver(group, nowMillis));
    settling.values().removeIf(until -> until <= nowMillis);
    return flushes;
  }

  private boolean isOver(Group group, long nowMillis) {
    return group.items.isEmpty()
        && nowMillis - group.flushedMillis >= route.pacing().groupIntervalMillis();
  }

  private void remind(long nowMillis) {
    List<Tracked> over = new ArrayList<>();
    for (Tracked tracked : problems.values()) {
      OpenProblem problem = tracked.problem;
      if (tracked.unconfirmedUntilMillis <= nowMillis) {
        over.add(tracked);
      } else if (tracked.nextReminderMillis <= nowMillis) {
        int repeats = problem.repeats() + 1;
        tracked.problem =
            new OpenProblem(problem.key(), problem.groupKey(), problem.opener(), repeats);
        tracked.nextReminderMillis = nextReminder(nowMillis);
        changedProblems.add(problem.key());
        add(problem.groupKey(), item(problem, Item.Kind.REMINDER, repeats), nowMillis);
      }
    }
    for (Tracked tracked : over) {
      problems.remove(tracked.problem.key());
      changedProblems.add(tracked.problem.key());
      if (route.pacing().sendResolved()) {
        OpenProblem problem = tracked.problem;
        add(problem.groupKey(), item(problem, Item.Kind.RESOLVED, problem.repeats()), nowMillis);
      }
    }
  }

  private static Item item(OpenProblem problem, Item.Kind kind, int repeats) {
    Alert opener = problem.opener();
    return new Item(opener, kind, problem.key(), opener.timeMillis(), repeats);
  }

  /** When {@link #due} has something next, {@link Long#MAX_VALUE} for never. */
  public long nextDeadline() {
    long next = Long.MAX_VALUE;
    for (Group group : groups.values()) {
      if (!group.items.isEmpty()) {
        next = Math.min(next, group.dueMillis);
      }
    }
    for (Tracked tracked : problems.values()) {
      next = Math.min(next, Math.min(tracked.nextReminderMillis, tracked.unconfirmedUntilMillis));
    }
    return next;
  }

  /** What lasts. */
  public Collection<OpenProblem> openProblems() {
    return problems.values().stream().map(tracked -> tracked.problem).toList();
  }

  /**
   * What is to be stored since the last call.
   *
   * @param groups by key, what waits in a group; empty when nothing does any more
   * @param problems by key, the problem; empty when it is over
   */
  public record Changes(
      Map<String, List<Item>> groups, Map<String, Optional<OpenProblem>> problems) {

    /** Nothing to store. */
    public boolean isEmpty() {
      return groups.isEmpty() && problems.isEmpty();
    }

    /** These and then those: what is to be stored when these could not be. */
    public Changes followedBy(Changes later) {
      Map<String, List<Item>> allGroups = new LinkedHashMap<>(groups);
      allGroups.putAll(later.groups);
      Map<String, Optional<OpenProblem>> allProblems = new LinkedHashMap<>(problems);
      allProblems.putAll(later.problems);
      return new Changes(allGroups, allProblems);
    }
  }

  /** What has changed since the last call. */
  public Changes takeChanges() {
    Map<String, List<Item>> waiting = new LinkedHashMap<>();
    for (String key : changedGroups) {
      Group group = groups.get(key);
      waiting.put(key, group == null ? List.of() : List.copyOf(group.items));
    }
    Map<String, Optional<OpenProblem>> lasting = new LinkedHashMap<>();
    for (String key : changedProblems) {
      lasting.put(key, Optional.ofNullable(problems.get(key)).map(tracked -> tracked.problem));
    }
    changedGroups.clear();
    changedProblems.clear();
    return new Changes(waiting, lasting);
  }

  /** The route itself. */
  public Route route() {
    return route;
  }
}
