package dev.vedette.kubernetes;

import dev.vedette.kubernetes.ApiException.Reason;
import dev.vedette.kubernetes.KubernetesStatus.OfMaster;
import dev.vedette.kubernetes.WriteRule.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at everything that is kept, and the corrections. Pods are listed once for all masters
 * that share a selector. Not thread-safe.
 */
final class Pass {

  /** The state of a master of which something could not be read, matched or written. */
  static final String INCOMPLETE = "incomplete";

  private static final int ATTEMPTS = 3;
  private static final Logger LOG = LoggerFactory.getLogger(Pass.class);

  private final ClusterApi api;
  private final KubernetesSettings settings;
  private final HostAddresses hosts;
  private final Counters counters;
  private final Function<String, WriteRule> rules;
  private final LongSupplier nanoTime;
  private final List<Group> groups;
  private final Map<Location, Pods> pods = new HashMap<>();

  private record Location(@Nullable String namespace, String selector) {}

  private record Pods(List<ClusterPod> all, PodMatching matching) {}

  /**
   * @param api whom to ask
   * @param rules the rule of each master, which remembers from pass to pass
   * @param groups what the sentinels have agreed
   */
  Pass(
      ClusterApi api,
      KubernetesSettings settings,
      HostAddresses hosts,
      Counters counters,
      Function<String, WriteRule> rules,
      LongSupplier nanoTime,
      List<Group> groups) {
    this.api = api;
    this.settings = settings;
    this.hosts = hosts;
    this.counters = counters;
    this.rules = rules;
    this.nanoTime = nanoTime;
    this.groups = List.copyOf(groups);
  }

  /**
   * What was found of one master, and what should be written.
   *
   * @param complete whether everything could be read
   */
  private record Findings(
      List<Change> changes, long newestEpoch, List<String> problems, boolean complete) {}

  /**
   * Compares and corrects one master.
   *
   * @throws ApiException when the API server cannot be asked for anything now
   */
  OfMaster tend(Group group) {
    List<String> problems = new ArrayList<>();
    if (!Names.isLabelValue(group.name())) {
      problems.add(
          "the name of the master cannot be the value of a label; see docs/deploy-kubernetes-roles.md");
      return new OfMaster(INCOMPLETE, group.epoch(), problems);
    }
    String namespace = namespace(group);
    if (namespace == null) {
      problems.add("set vedette.kubernetes.namespace: this process is in no namespace itself");
      return new OfMaster(INCOMPLETE, group.epoch(), problems);
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Findings findings = look(group, namespace);
      problems = new ArrayList<>(findings.problems());
      boolean differs = !findings.changes().isEmpty();
      if (!differs && !findings.complete()) {
        return new OfMaster(INCOMPLETE, group.epoch(), problems);
      }
      WriteRule rule = rules.apply(group.name());
      Decision decision = rule.decide(group, findings.newestEpoch(), differs, nanoTime.getAsLong());
      if (decision != Decision.WRITE) {
        return new OfMaster(state(decision, problems), group.epoch(), problems);
      }
      Written written = write(group, findings.changes(), problems);
      if (written == Written.ALL && findings.complete()) {
        decision = rule.decide(group, group.epoch(), false, nanoTime.getAsLong());
        return new OfMaster(state(decision, problems), group.epoch(), problems);
      }
      if (written != Written.CONFLICT) {
        return new OfMaster(INCOMPLETE, group.epoch(), problems);
      }
      pods.clear();
    }
    problems.add("somebody else keeps changing the same objects");
    return new OfMaster(INCOMPLETE, group.epoch(), problems);
  }

  private static String state(Decision decision, List<String> problems) {
    return decision == Decision.IN_SYNC && !problems.isEmpty() ? INCOMPLETE : decision.word();
  }

  private @Nullable String namespace(Group group) {
    String configured = settings.namespace(group.name());
    return configured == null ? api.ownNamespace() : configured;
  }

  private Findings look(Group group, String namespace) {
    List<Change> changes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    long newest = Marks.NO_EPOCH;
    boolean complete = true;
    if (settings.endpointSlices()) {
      SlicePlan plan = tolerant(() -> slicePlan(group, namespace), problems);
      if (plan != null) {
        changes.addAll(plan.changes());
        problems.addAll(plan.problems());
        newest = plan.newestEpoch();
      }
      complete = plan != null;
    }
    if (settings.podLabels()) {
      PodPlan plan = tolerant(() -> podPlan(group, namespace, problems), problems);
      if (plan != null) {
        changes.addAll(plan.changes());
        newest = Math.max(newest, plan.newestEpoch());
      }
      complete &= plan != null;
    }
    return new Findings(changes, newest, problems, complete);
  }

  private SlicePlan slicePlan(Group group, String namespace) {
    String service = settings.service(group.name());
    if (!Names.isService(service)) {
      throw new ApiException(
          Reason.REJECTED,
          "'"
              + service
              + "' cannot be the name of a Service; set vedette.kubernetes.masters.<key>.service");
    }
    SlicePlan.Target target = new SlicePlan.Target(namespace, service, settings.portName());
    return SlicePlan.of(group, target, api, hosts);
  }

  private PodPlan podPlan(Group group, String namespace, List<String> problems) {
    Location location = new Location(namespace, settings.podSelector(group.name()));
    Pods found = pods.get(location);
    if (found == null) {
      List<ClusterPod> all = api.pods(namespace, location.selector());
      List<Group> sharing =
          groups.stream()
              .filter(other -> location.selector().equals(settings.podSelector(other.name())))
              .filter(other -> namespace.equals(namespace(other)))
              .toList();
      found = new Pods(all, PodMatching.of(sharing, all, hosts));
      pods.put(location, found);
    }
    problems.addAll(found.matching().problems(group.name()));
    return PodPlan.of(group, found.all(), found.matching());
  }

  /** What concerns only this request is a problem; the rest goes on. */
  private static <T> @Nullable T tolerant(Supplier<T> look, List<String> problems) {
    try {
      return look.get();
    } catch (ApiException e) {
      if (e.reason().isGeneral()) {
        throw e;
      }
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private enum Written {
    ALL,
    NOT_ALL,
    CONFLICT
  }

  private Written write(Group group, List<Change> changes, List<String> problems) {
    boolean all = true;
    boolean mayPromote = true;
    for (Change change : changes) {
      if (!mayPromote && change instanceof Change.OfPod pod && pod.isPromotion()) {
        continue;
      }
      try {
        change.apply(api);
        counters.updated(change);
        LOG.info("Wrote master={} {}", group.name(), change.describe());
      } catch (ApiException e) {
        counters.failed(change, e);
        if (e.reason().isGeneral()) {
          throw e;
        }
        if (e.reason() == Reason.CONFLICT) {
          return Written.CONFLICT;
        }
        if (e.reason() != Reason.NOT_FOUND) {
          all = false;
          mayPromote = false;
          problems.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return all ? Written.ALL : Written.NOT_ALL;
  }
}
