package dev.vedette.kubernetes;

import static dev.vedette.kubernetes.Groups.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.kubernetes.Group.Member;
import dev.vedette.sentinel.place.Address;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which pod gets which marks. */
class PodPlanTest {

  private static final HostAddresses NO_NAMES = name -> List.of();

  private static ClusterPod pod(String name, String ip, Marks.OfPod marks) {
    return new ClusterPod(
        "redis", name, "1", Set.of(ip), name, "redis-headless", Set.of(6379), false, marks);
  }

  private static ClusterPod pod(String name, String ip) {
    return pod(name, ip, Marks.OfPod.NONE);
  }

  private static Marks.OfPod marks(@Nullable String role, String name, String epoch) {
    return new Marks.OfPod(role, name, epoch);
  }

  private static PodPlan plan(Group group, ClusterPod... pods) {
    return plan(List.of(group), NO_NAMES, pods);
  }

  /** For the first of those groups. */
  private static PodPlan plan(List<Group> groups, HostAddresses hosts, ClusterPod... pods) {
    List<ClusterPod> all = List.of(pods);
    return PodPlan.of(groups.getFirst(), all, PodMatching.of(groups, all, hosts));
  }

  private static List<String> written(PodPlan plan) {
    return plan.changes().stream()
        .map(change -> change.pod().name() + "=" + change.marks().role())
        .toList();
  }

  @Test
  void takes_the_word_off_the_old_master_before_the_new_one_gets_it() {
    PodPlan plan =
        plan(
            group(6, "10.0.0.2", "10.0.0.1", "10.0.0.3"),
            pod("b", "10.0.0.2", marks("replica", "mymaster", "5")),
            pod("c", "10.0.0.3", marks("replica", "mymaster", "5")),
            pod("a", "10.0.0.1", marks("master", "mymaster", "5")));

    assertThat(written(plan)).containsExactly("a=replica", "c=replica", "b=master");
    assertThat(plan.changes()).noneMatch(Change.OfPod::isDrift);
    assertThat(plan.newestEpoch()).isEqualTo(5);
  }

  @Test
  void leaves_a_pod_alone_that_is_marked_as_wanted() {
    PodPlan plan =
        plan(
            group(5, "10.0.0.1", "10.0.0.2"),
            pod("a", "10.0.0.1", marks("master", "mymaster", "5")),
            pod("b", "10.0.0.2", marks("replica", "mymaster", "5")));

    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void a_mark_that_changed_within_the_epoch_is_drift() {
    PodPlan plan =
        plan(
            group(5, "10.0.0.1", "10.0.0.2"),
            pod("a", "10.0.0.1", marks("master", "mymaster", "5")),
            pod("b", "10.0.0.2", marks("master", "mymaster", "5")));

    assertThat(written(plan)).containsExactly("b=replica");
    assertThat(plan.changes()).allMatch(Change.OfPod::isDrift);
  }

  @Test
  void a_pod_that_is_no_node_of_ours_must_not_say_master() {
    PodPlan plan =
        plan(
            group(5, "10.0.0.1"),
            pod("a", "10.0.0.1", marks("master", "mymaster", "5")),
            pod("stray", "10.0.0.9", marks("master", "mymaster", "4")));

    assertThat(written(plan)).containsExactly("stray=null");
    assertThat(plan.changes()).allMatch(Change.OfPod::isDrift);
  }

  @Test
  void a_replica_that_is_not_known_yet_or_any_more_keeps_its_marks() {
    PodPlan plan =
        plan(
            group(5, "10.0.0.1"),
            pod("a", "10.0.0.1", marks("master", "mymaster", "5")),
            pod("b", "10.0.0.2", marks("replica", "mymaster", "5")));

    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void pods_of_other_groups_with_the_same_selector_are_none_of_its_business() {
    Group mine = group("one", 5, "10.0.0.1");
    Group other = group("two", 9, "10.0.0.2");

    PodPlan plan =
        plan(
            List.of(mine, other),
            NO_NAMES,
            pod("a", "10.0.0.1"),
            pod("b", "10.0.0.2", marks("master", "two", "9")),
            pod("c", "10.0.0.3", marks("master", "three", "9")));

    assertThat(written(plan)).containsExactly("a=master");
    assertThat(plan.newestEpoch()).isEqualTo(Marks.NO_EPOCH);
  }

  @Test
  void an_epoch_written_by_hand_that_is_no_number_counts_as_none() {
    PodPlan plan =
        plan(group(5, "10.0.0.1"), pod("a", "10.0.0.1", marks("master", "mymaster", "x")));

    assertThat(written(plan)).containsExactly("a=master");
    assertThat(plan.newestEpoch()).isEqualTo(Marks.NO_EPOCH);
  }

  @Test
  void finds_the_pod_by_its_dns_name_when_the_address_is_outdated() {
    Address named = new Address("a.redis-headless.redis.svc.cluster.local", "10.0.0.7", 6379);
    Group group =
        new Group(
            "mymaster", 5, named, List.of(new Member(named, Role.MASTER, true)), false, 0, true);

    assertThat(written(plan(group, pod("b", "10.0.0.7"), pod("a", "10.0.0.1"))))
        .containsExactly("a=master");
  }

  @Test
  void resolves_an_announced_name_that_has_no_address_yet() {
    Address named = new Address("redis.example.org", "", 6379);
    Group group =
        new Group(
            "mymaster", 5, named, List.of(new Member(named, Role.MASTER, true)), false, 0, true);
    Map<String, List<String>> known = Map.of("redis.example.org", List.of("10.0.0.1"));
    HostAddresses names = name -> known.getOrDefault(name, List.of());

    assertThat(written(plan(List.of(group), names, pod("a", "10.0.0.1"))))
        .containsExactly("a=master");
  }

  @Test
  void an_ipv6_address_is_the_same_in_every_spelling() {
    ClusterPod pod = pod("a", "2001:db8:0:0:0:0:0:1");

    assertThat(written(plan(group(5, "2001:DB8:0:0::1"), pod))).containsExactly("a=master");
  }

  @Test
  void of_two_pods_with_one_address_it_takes_the_one_that_lives() {
    ClusterPod ended =
        new ClusterPod(
            "redis", "old", "1", Set.of("10.0.0.1"), "", "", Set.of(6379), true, Marks.OfPod.NONE);

    assertThat(written(plan(group(5, "10.0.0.1"), ended, pod("young", "10.0.0.1"))))
        .containsExactly("young=master");
  }

  @Test
  void of_two_pods_in_the_network_of_one_host_it_takes_the_one_with_the_port() {
    ClusterPod other =
        new ClusterPod(
            "redis", "x", "1", Set.of("10.0.0.1"), "", "", Set.of(7000), false, Marks.OfPod.NONE);

    assertThat(written(plan(group(5, "10.0.0.1"), other, pod("a", "10.0.0.1"))))
        .containsExactly("a=master");
  }

  @Test
  void touches_neither_of_two_pods_that_it_cannot_tell_apart_and_says_so() {
    List<ClusterPod> pods = List.of(pod("a", "10.0.0.1"), pod("b", "10.0.0.1"));
    Group group = group(5, "10.0.0.1");
    PodMatching matching = PodMatching.of(List.of(group), pods, NO_NAMES);

    assertThat(PodPlan.of(group, pods, matching).changes()).isEmpty();
    assertThat(matching.problems("mymaster"))
        .containsExactly("several pods are at the address of master 10.0.0.1:6379: a, b");
  }

  @Test
  void says_when_there_is_no_pod_for_the_master_but_not_for_a_replica() {
    List<ClusterPod> pods = List.of(pod("a", "10.0.0.9"));
    Group group = group(5, "10.0.0.1", "10.0.0.2");

    assertThat(PodMatching.of(List.of(group), pods, NO_NAMES).problems("mymaster"))
        .containsExactly(
            "no pod that the selector matches is at the address of master 10.0.0.1:6379");
  }

  @Test
  void an_address_that_was_reused_belongs_to_the_node_that_answers() {
    Group old =
        new Group(
            "one",
            5,
            Groups.at("10.0.0.1"),
            List.of(
                new Member(Groups.at("10.0.0.1"), Role.MASTER, true),
                new Member(Groups.at("10.0.0.2"), Role.REPLICA, false)),
            false,
            0,
            true);
    Group young = group("two", 3, "10.0.0.2");

    assertThat(
            written(
                plan(List.of(old, young), NO_NAMES, pod("a", "10.0.0.1"), pod("b", "10.0.0.2"))))
        .containsExactly("a=master");
  }
}
