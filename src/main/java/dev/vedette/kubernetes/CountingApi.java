package dev.vedette.kubernetes;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what is asked of another one, and how it ends. */
final class CountingApi implements ClusterApi {

  private final ClusterApi api;
  private final Counters counters;

  CountingApi(ClusterApi api, Counters counters) {
    this.api = api;
    this.counters = counters;
  }

  @Override
  public @Nullable String ownNamespace() {
    return api.ownNamespace();
  }

  @Override
  public List<ClusterPod> pods(String namespace, String selector) {
    return counted("list_pods", () -> api.pods(namespace, selector));
  }

  @Override
  public void mark(ClusterPod pod, Marks.OfPod marks) {
    counted("patch_pod", () -> api.mark(pod, marks));
  }

  @Override
  public MasterSlice.@Nullable Existing slice(String namespace, String name) {
    return this.<MasterSlice.@Nullable Existing>counted(
        "get_endpointslice", () -> api.slice(namespace, name));
  }

  @Override
  public void create(MasterSlice slice) {
    counted("create_endpointslice", () -> api.create(slice));
  }

  @Override
  public void update(MasterSlice.Existing existing, MasterSlice slice) {
    counted("update_endpointslice", () -> api.update(existing, slice));
  }

  @Override
  public void close() {
    api.close();
  }

  private void counted(String operation, Runnable request) {
    boolean _ =
        counted(
            operation,
            () -> {
              request.run();
              return true;
            });
  }

  private <T extends @Nullable Object> T counted(String operation, Supplier<T> request) {
    try {
      T answer = request.get();
      counters.requested(operation, "ok");
      return answer;
    } catch (ApiException e) {
      counters.requested(operation, e.reason().word());
      throw e;
    }
  }
}
