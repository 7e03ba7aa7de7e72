package dev.vedette.kubernetes;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that is to be written. */
sealed interface Change {

  /** The kind of object, as the label of the metrics. */
  String target();

  /** Whether somebody else has changed what we had written in the same config epoch. */
  boolean isDrift();

  /** Writes it. */
  void apply(ClusterApi api);

  /** For the log. */
  String describe();

  /** Other marks on a pod. */
  record OfPod(ClusterPod pod, Marks.OfPod marks, boolean isDrift) implements Change {

    /** Whether it takes the word "master" off the pod. */
    boolean isDemotion() {
      return pod.marks().saysMaster() && !marks.saysMaster();
    }

    /** Whether it puts that word on the pod. */
    boolean isPromotion() {
      return !pod.marks().saysMaster() && marks.saysMaster();
    }

    @Override
    public String target() {
      return "pod";
    }

    @Override
    public void apply(ClusterApi api) {
      api.mark(pod, marks);
    }

    @Override
    public String describe() {
      return String.format(
          "pod=%s/%s role=%s was=%s epoch=%s",
          pod.namespace(),
          pod.name(),
          word(marks.role()),
          word(pod.marks().role()),
          word(marks.epoch()));
    }

    private static String word(@Nullable String mark) {
      return Objects.requireNonNullElse(mark, "none");
    }
  }

  /** Another content of an EndpointSlice, or a new one. */
  record OfSlice(MasterSlice wanted, MasterSlice.@Nullable Existing existing, boolean isDrift)
      implements Change {

    @Override
    public String target() {
      return "endpointslice";
    }

    @Override
    public void apply(ClusterApi api) {
      if (existing == null) {
        api.create(wanted);
      } else {
        api.update(existing, wanted);
      }
    }

    @Override
    public String describe() {
      return String.format(
          "endpointslice=%s/%s endpoint=%s port=%d epoch=%d",
          wanted.namespace(),
          wanted.name(),
          wanted.content().ip() == null ? "none" : wanted.content().ip(),
          wanted.content().port(),
          wanted.content().epoch());
    }
  }
}
