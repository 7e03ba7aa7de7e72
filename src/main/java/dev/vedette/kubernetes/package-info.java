/**
 * The master for clients that know no Sentinel: labels on the Redis pods, and an EndpointSlice for
 * a Service without a selector, kept as the sentinels have agreed. Off by default.
 *
 * <p>Everything here runs on one thread of its own, hears events and reads views. A failover never
 * waits for it. Only {@link dev.vedette.kubernetes.Fabric8Cluster} knows the Kubernetes client.
 */
@NullMarked
package dev.vedette.kubernetes;

import org.jspecify.annotations.NullMarked;
