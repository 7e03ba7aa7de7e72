package dev.vedette.kubernetes;

import dev.vedette.kubernetes.Group.Member;
import dev.vedette.sentinel.place.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which pod runs which Redis node. A node that is known by a name belongs to the pod with that DNS
 * name, any other to the pod with its address; of several pods with that address (of the same
 * host's network, or one that has ended) the one that lives and declares the port.
 */
final class PodMatching {

  /** Nodes that answer first, masters first, then by name: the same at every sentinel. */
  private static final Comparator<Place> BEST_FIRST =
      Comparator.comparing((Place place) -> !place.member().up())
          .thenComparing(place -> place.member().role())
          .thenComparing(Place::group);

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, List<String>> problems = new HashMap<>();

  private PodMatching() {}

  /**
   * What runs in a pod.
   *
   * @param group name of the master
   * @param member which of its nodes
   */
  record Place(String group, Member member) {}

  /** Matches the nodes of all groups that share these pods. */
  static PodMatching of(List<Group> groups, List<ClusterPod> pods, HostAddresses hosts) {
    PodMatching matching = new PodMatching();
    for (Group group : groups) {
      for (Member member : group.members()) {
        matching.place(new Place(group.name(), member), pods, hosts);
      }
    }
    return matching;
  }

  /** What runs in that pod, null when no node is known there. */
  @Nullable Place place(ClusterPod pod) {
    return places.get(pod.name());
  }

  /** What is wrong with the pods of that group, for people. */
  List<String> problems(String group) {
    return problems.getOrDefault(group, List.of());
  }

  private void place(Place place, List<ClusterPod> pods, HostAddresses hosts) {
    Member member = place.member();
    List<ClusterPod> found = find(member.address(), pods, hosts);
    if (found.size() == 1) {
      places.merge(
          found.getFirst().name(),
          place,
          (old, young) -> BEST_FIRST.compare(old, young) <= 0 ? old : young);
    } else if (!found.isEmpty() || member.role() == Role.MASTER) {
      problems
          .computeIfAbsent(place.group(), name -> new ArrayList<>())
          .add(problem(member, found));
    }
  }

  private static String problem(Member member, List<ClusterPod> found) {
    String node = member.role().label() + " " + member.address().announcedWithPort(true);
    return found.isEmpty()
        ? "no pod that the selector matches is at the address of " + node
        : "several pods are at the address of "
            + node
            + ": "
            + String.join(", ", found.stream().map(ClusterPod::name).toList());
  }

  private static List<ClusterPod> find(
      Address address, List<ClusterPod> pods, HostAddresses hosts) {
    List<ClusterPod> found = List.of();
    if (HostAddresses.spelled(address.host()) == null) {
      found = narrowed(pods, pod -> pod.isNamed(address.host()));
    }
    if (found.isEmpty()) {
      List<String> ips = hosts.of(address);
      found = narrowed(pods, pod -> pod.ips().stream().anyMatch(ips::contains));
    }
    found = preferring(found, pod -> !pod.ending());
    return preferring(found, pod -> pod.ports().contains(address.port()));
  }

  /** Only where there is a choice. */
  private static List<ClusterPod> preferring(List<ClusterPod> pods, Predicate<ClusterPod> good) {
    List<ClusterPod> better = pods.size() > 1 ? narrowed(pods, good) : pods;
    return better.isEmpty() ? pods : better;
  }

  private static List<ClusterPod> narrowed(List<ClusterPod> pods, Predicate<ClusterPod> good) {
    return pods.stream().filter(good).toList();
  }
}
