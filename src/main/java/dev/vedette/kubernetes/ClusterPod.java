package dev.vedette.kubernetes;

import java.util.Set;

/**
 * A pod, as far as it matters here.
 *
 * @param namespace its namespace
 * @param name its name
 * @param version its resource version; a change is refused when the pod has another by then
 * @param ips its addresses in numbers, of both families, in one spelling
 * @param hostname the first part of its DNS name, empty for none
 * @param subdomain the second part, empty for none
 * @param ports that its containers declare
 * @param ending whether it has ended or is about to
 * @param marks what we or somebody else marked it with
 */
record ClusterPod(
    String namespace,
    String name,
    String version,
    Set<String> ips,
    String hostname,
    String subdomain,
    Set<Integer> ports,
    boolean ending,
    Marks.OfPod marks) {

  ClusterPod {
    ips = Set.copyOf(ips);
    ports = Set.copyOf(ports);
  }

  /** Whether a DNS name, complete or shortened from the right, is this pod's. */
  boolean isNamed(String host) {
    if (hostname.isEmpty()) {
      return false;
    }
    String[] parts = host.split("\\.", -1);
    String[] own = {hostname, subdomain, namespace};
    for (int i = 0; i < Math.min(parts.length, own.length); i++) {
      if (!parts[i].equalsIgnoreCase(own[i])) {
        return false;
      }
    }
    return true;
  }
}
