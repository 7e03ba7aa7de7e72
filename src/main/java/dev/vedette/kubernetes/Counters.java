package dev.vedette.kubernetes;

import dev.vedette.kubernetes.KubernetesStatus.Ended;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was done so far. Written by one thread, read by any. */
final class Counters {

  private static final String OK = "ok";

  private final Map<Ended, Long> requests = new ConcurrentHashMap<>();
  private final Map<Ended, Long> updates = new ConcurrentHashMap<>();
  private final Map<String, Long> driftCorrections = new ConcurrentHashMap<>();

  void requested(String operation, String result) {
    requests.merge(new Ended(operation, result), 1L, Long::sum);
  }

  void updated(Change change) {
    updates.merge(new Ended(change.target(), OK), 1L, Long::sum);
    if (change.isDrift()) {
      driftCorrections.merge(change.target(), 1L, Long::sum);
    }
  }

  void failed(Change change, ApiException e) {
    updates.merge(new Ended(change.target(), e.reason().word()), 1L, Long::sum);
  }

  Map<Ended, Long> requests() {
    return requests;
  }

  Map<Ended, Long> updates() {
    return updates;
  }

  Map<String, Long> driftCorrections() {
    return driftCorrections;
  }
}
