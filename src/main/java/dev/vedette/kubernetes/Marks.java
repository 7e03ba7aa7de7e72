package dev.vedette.kubernetes;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names under which Vedette leaves its marks on Kubernetes objects. */
final class Marks {

  /** Label of a Redis pod: {@code master} or {@code replica}. */
  static final String ROLE = "vedette.dev/role";

  /** Label of a Redis pod and of an EndpointSlice: the name of the master that it belongs to. */
  static final String MASTER_NAME = "vedette.dev/master-name";

  /** Annotation: the config epoch of which the other marks speak. */
  static final String CONFIG_EPOCH = "vedette.dev/config-epoch";

  /** Label by which an EndpointSlice finds its Service. */
  static final String SERVICE_NAME = "kubernetes.io/service-name";

  /** Label that keeps the controllers of Kubernetes away from an EndpointSlice. */
  static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  /** Our value of {@link #MANAGED_BY}. */
  static final String VEDETTE = "vedette";

  /** No epoch, or none that can be read. */
  static final long NO_EPOCH = -1;

  private Marks() {}

  /** The config epoch in those annotations, {@link #NO_EPOCH} for none. */
  static long epoch(Map<String, String> annotations) {
    String text = annotations.get(CONFIG_EPOCH);
    return text == null ? NO_EPOCH : parsed(text);
  }

  private static long parsed(String text) {
    try {
      return Math.max(NO_EPOCH, Long.parseLong(text));
    } catch (NumberFormatException e) {
      // Written by hand: as good as none, and corrected like other drift.
      return NO_EPOCH;
    }
  }

  /** The marks of a pod. Each is null when it is not there. */
  record OfPod(@Nullable String role, @Nullable String masterName, @Nullable String epoch) {

    /** No marks at all. */
    static final OfPod NONE = new OfPod(null, null, null);

    /** What a pod of that group is to carry. */
    static OfPod of(Role role, String masterName, long epoch) {
      return new OfPod(role.label(), masterName, Long.toString(epoch));
    }

    static OfPod read(Map<String, String> labels, Map<String, String> annotations) {
      return new OfPod(labels.get(ROLE), labels.get(MASTER_NAME), annotations.get(CONFIG_EPOCH));
    }

    long epochNumber() {
      return epoch == null ? NO_EPOCH : parsed(epoch);
    }

    boolean saysMaster() {
      return Role.MASTER.label().equals(role);
    }
  }
}
