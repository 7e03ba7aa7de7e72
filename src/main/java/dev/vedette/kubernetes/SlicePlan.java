package dev.vedette.kubernetes;

import dev.vedette.kubernetes.MasterSlice.Content;
import dev.vedette.kubernetes.MasterSlice.Existing;
import dev.vedette.kubernetes.MasterSlice.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed on the EndpointSlices of a master. There is one for each kind of address,
 * because an EndpointSlice holds one kind and cannot change it; the one of the other kind is only
 * emptied, and only if it exists.
 *
 * @param changes what to write
 * @param newestEpoch the greatest config epoch that they speak of
 * @param problems for people: why one cannot be kept
 */
record SlicePlan(List<Change.OfSlice> changes, long newestEpoch, List<String> problems) {

  SlicePlan {
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  /** Where the slices of a Service are and what their port is called. */
  record Target(String namespace, String service, String portName) {

    /** The name of the slice for that kind of address. */
    String sliceName(Family family) {
      return service + "-vedette-" + family.addressType().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads what there is and compares. */
  static SlicePlan of(Group group, Target target, ClusterApi api, HostAddresses hosts) {
    List<Change.OfSlice> changes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    String ip = hosts.oneOf(group.master());
    if (ip == null) {
      problems.add("the name " + group.master().host() + " of the master has no address");
      return new SlicePlan(changes, Marks.NO_EPOCH, problems);
    }
    long newest = Marks.NO_EPOCH;
    for (Family family : Family.values()) {
      Existing existing = api.slice(target.namespace(), target.sliceName(family));
      if (existing != null && !isOurs(existing)) {
        problems.add(
            "EndpointSlice "
                + existing.slice().name()
                + " is managed by "
                + Objects.requireNonNullElse(existing.slice().content().managedBy(), "nobody")
                + ", not by Vedette; remove it, or name another service");
        continue;
      }
      if (existing != null) {
        newest = Math.max(newest, existing.slice().content().epoch());
      }
      boolean here = Family.of(ip) == family;
      addChange(changes, group, wanted(group, target, family, here ? ip : null), existing);
    }
    return new SlicePlan(changes, newest, problems);
  }

  private static void addChange(
      List<Change.OfSlice> changes, Group group, MasterSlice wanted, @Nullable Existing existing) {
    if (existing == null) {
      if (wanted.content().ip() != null) {
        changes.add(new Change.OfSlice(wanted, null, false));
      }
      return;
    }
    if (!existing.slice().content().equals(wanted.content())) {
      boolean drift = existing.slice().content().epoch() == group.epoch();
      changes.add(new Change.OfSlice(wanted, existing, drift));
    }
  }

  private static boolean isOurs(Existing existing) {
    return Marks.VEDETTE.equals(existing.slice().content().managedBy());
  }

  private static MasterSlice wanted(
      Group group, Target target, Family family, @Nullable String ip) {
    Content content =
        new Content(
            target.service(),
            Marks.VEDETTE,
            group.name(),
            group.epoch(),
            ip,
            ip != null,
            target.portName(),
            group.master().port());
    return new MasterSlice(target.namespace(), target.sliceName(family), family, content);
  }
}
