package dev.vedette.kubernetes;

import dev.vedette.kubernetes.PodMatching.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed on the pods of a group.
 *
 * @param changes first those that take "master" off a pod, last the one that puts it on: never do
 *     two pods carry it because of us
 * @param newestEpoch the greatest config epoch that the group's pods speak of
 */
record PodPlan(List<Change.OfPod> changes, long newestEpoch) {

  private static final Comparator<Change.OfPod> DEMOTIONS_FIRST =
      Comparator.comparingInt(change -> change.isDemotion() ? 0 : change.isPromotion() ? 2 : 1);

  PodPlan {
    changes = changes.stream().sorted(DEMOTIONS_FIRST).toList();
  }

  /** For the pods that the group's selector matches. */
  static PodPlan of(Group group, List<ClusterPod> pods, PodMatching matching) {
    List<Change.OfPod> changes = new ArrayList<>();
    long newest = Marks.NO_EPOCH;
    for (ClusterPod pod : pods) {
      Place place = matching.place(pod);
      boolean ours = place != null && place.group().equals(group.name());
      if (speaksOf(group, pod, ours)) {
        newest = Math.max(newest, pod.marks().epochNumber());
      }
      Marks.OfPod wanted = wanted(group, pod, place);
      if (wanted != null && !wanted.equals(pod.marks())) {
        changes.add(new Change.OfPod(pod, wanted, isDrift(group, pod, wanted)));
      }
    }
    return new PodPlan(changes, newest);
  }

  private static boolean speaksOf(Group group, ClusterPod pod, boolean ours) {
    String name = pod.marks().masterName();
    return name == null ? ours : name.equals(group.name());
  }

  /** Null when the pod is none of this group's business. */
  private static Marks.@Nullable OfPod wanted(Group group, ClusterPod pod, @Nullable Place place) {
    if (place != null) {
      return place.group().equals(group.name())
          ? Marks.OfPod.of(place.member().role(), group.name(), group.epoch())
          : null;
    }
    String name = pod.marks().masterName();
    boolean nobodyElses = name == null || name.equals(group.name());
    return pod.marks().saysMaster() && nobodyElses ? Marks.OfPod.NONE : null;
  }

  private static boolean isDrift(Group group, ClusterPod pod, Marks.OfPod wanted) {
    boolean sameEpoch = pod.marks().epochNumber() == group.epoch();
    boolean impostor = wanted.role() == null;
    return sameEpoch || impostor;
  }
}
