package dev.vedette.kubernetes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the API server. Every method may wait for it as long as the request timeout, and
 * throws an {@link ApiException} when it does not work.
 */
interface ClusterApi extends AutoCloseable {

  /** How many pods a selector may match. */
  int POD_LIMIT = 500;

  /** The namespace that this process belongs to, null when it is in none. */
  @Nullable String ownNamespace();

  /** The pods that a label selector matches, at most {@link #POD_LIMIT}. */
  List<ClusterPod> pods(String namespace, String selector);

  /** Sets the marks of a pod; a mark that is null is removed. */
  void mark(ClusterPod pod, Marks.OfPod marks);

  /** An EndpointSlice, null when there is none. */
  MasterSlice.@Nullable Existing slice(String namespace, String name);

  /** Creates an EndpointSlice. */
  void create(MasterSlice slice);

  /** Changes one that exists. */
  void update(MasterSlice.Existing existing, MasterSlice slice);

  @Override
  void close();
}
