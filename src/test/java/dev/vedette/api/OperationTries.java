package dev.vedette.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A good and a bad request for every operation. */
final class OperationTries {

  /**
   * How an operation is tried.
   *
   * @param id of the operation
   * @param right path (and body) of a good request
   * @param status of the good answer
   * @param wrong path (and body) of a bad request
   * @param wrongStatus of the bad answer
   * @param needsMore whether a viewer may not do it
   */
  record Try(String id, Call right, int status, Call wrong, int wrongStatus, boolean needsMore) {}

  /**
   * What is sent.
   *
   * @param path may have names in braces for what earlier operations made
   * @param body JSON, null for none
   */
  record Call(String path, @Nullable String body) {
    static Call of(String path) {
      return new Call(path, null);
    }

    Call with(Map<String, String> made) {
      String filled = path;
      for (Map.Entry<String, String> each : made.entrySet()) {
        filled = filled.replace("{" + each.getKey() + "}", each.getValue());
      }
      return new Call(filled, body);
    }
  }

  private OperationTries() {}

  private static Try read(String id, String right, String wrong, int wrongStatus) {
    return new Try(id, Call.of(right), 200, Call.of(wrong), wrongStatus, false);
  }

  private static Try change(String id, Call right, int status, Call wrong, int wrongStatus) {
    return new Try(id, right, status, wrong, wrongStatus, true);
  }

  /**
   * All but the stream, in an order in which each works.
   *
   * @param master where it is
   * @param replica where one of its replicas is
   */
  static List<Try> all(String master, String replica) {
    List<Try> all = new ArrayList<>(core(master, replica));
    all.addAll(notifications());
    return all;
  }

  /** The failover comes last. */
  private static List<Try> core(String master, String replica) {
    String m = "/api/v1/masters";
    String nodes = m + "/mymaster/nodes/";
    String newMaster =
        "{\"name\":\"added\",\"host\":\"127.0.0.1\",\"port\":1,\"quorum\":2,"
            + "\"options\":{\"parallelSyncs\":2}}";
    return List.of(
        read("getSentinel", "/api/v1/sentinel", "/api/v1/sentinel?x=1", 400),
        read("listMasters", m, m + "?x=1", 400),
        read("getMaster", m + "/mymaster", m + "/nix", 404),
        read("getMasterAddress", m + "/mymaster/address?mustBeUp=true", m + "/nix/address", 404),
        read("listReplicas", m + "/mymaster/replicas", m + "/nix/replicas", 404),
        read("listSentinels", m + "/mymaster/sentinels", m + "/nix/sentinels", 404),
        change(
            "adoptReplica",
            Call.of(m + "/mymaster/replicas/" + replica + "/adopt"),
            204,
            Call.of(m + "/mymaster/replicas/nix/adopt"),
            404),
        change(
            "forgetReplica",
            Call.of(m + "/mymaster/replicas/" + replica),
            204,
            Call.of(m + "/nix/replicas/nix"),
            404),
        read("getInfo", m + "/mymaster/info", m + "/nix/info", 404),
        read("getQuorum", m + "/mymaster/quorum", m + "/nix/quorum", 404),
        read("listCandidates", m + "/mymaster/candidates", m + "/nix/candidates", 404),
        read("checkPrimary", nodes + master + "/primary", nodes + replica + "/primary", 503),
        read("checkPrimaryByHead", nodes + master + "/primary", nodes + "x/primary", 400),
        read("checkPrimaryByOptions", nodes + master + "/primary", nodes + "x/primary", 400),
        read("checkReplica", nodes + replica + "/replica", nodes + master + "/replica", 503),
        read("checkReplicaByHead", nodes + replica + "/replica", nodes + "x/replica", 400),
        read("checkReplicaByOptions", nodes + replica + "/replica", nodes + "x/replica", 400),
        read("listEvents", "/api/v1/events?limit=5", "/api/v1/events?limit=0", 400),
        read("getConfig", "/api/v1/config", "/api/v1/config?x=1", 400),
        read("listPendingScripts", "/api/v1/pending-scripts", "/api/v1/pending-scripts?x=1", 400),
        change("addMaster", new Call(m, newMaster), 201, new Call(m, "{\"name\":\"x\"}"), 400),
        change(
            "changeMaster",
            new Call(m + "/added", "{\"quorum\":3}"),
            200,
            new Call(m + "/nix", "{\"quorum\":3}"),
            404),
        change("resetMaster", Call.of(m + "/added/reset"), 200, Call.of(m + "/nix/reset"), 404),
        change(
            "resetMasters",
            new Call(m + "/reset", "{\"pattern\":\"sp*\"}"),
            200,
            new Call(m + "/reset", "{}"),
            400),
        change("removeMaster", Call.of(m + "/added"), 204, Call.of(m + "/nix"), 404),
        change(
            "changeConfig",
            new Call("/api/v1/config", "{\"announcePort\":26379}"),
            200,
            new Call("/api/v1/config", "{\"announcePort\":-1}"),
            400),
        change(
            "flushConfig",
            Call.of("/api/v1/config/flush"),
            204,
            Call.of("/api/v1/config/flush?x=1"),
            400),
        change(
            "simulateFailure",
            new Call("/api/v1/simulate-failure", "{\"points\":[]}"),
            200,
            new Call("/api/v1/simulate-failure", "{\"points\":[\"now\"]}"),
            400),
        change(
            "cancelScript",
            Call.of("/api/v1/pending-scripts/7"),
            204,
            Call.of("/api/v1/pending-scripts/99"),
            404),
        change(
            "startFailover",
            Call.of(m + "/mymaster/failover"),
            202,
            Call.of(m + "/nix/failover"),
            404),
        read("listFailovers", "/api/v1/failovers", "/api/v1/failovers?outcome=x", 400),
        read("getFailover", "/api/v1/failovers/{failover}", "/api/v1/failovers/nix", 404));
  }

  /** A delivery to a channel where nobody listens is made, shown, attempted and cancelled. */
  private static List<Try> notifications() {
    String n = "/api/v1/notifications";
    String queue = n + "/queue";
    String silence =
        "{\"masters\":[\"test-*\"],\"endsAt\":\"2099-01-01T00:00:00Z\",\"comment\":\"work\"}";
    return List.of(
        read("listChannels", n + "/channels", n + "/channels?x=1", 400),
        read("listRoutes", n + "/routes", n + "/routes?x=1", 400),
        change(
            "enableChannel",
            Call.of(n + "/channels/hook/enable"),
            204,
            Call.of(n + "/channels/nix/enable"),
            404),
        change(
            "testNotification",
            new Call(n + "/test", "{\"channel\":\"hook\"}"),
            202,
            new Call(n + "/test", "{}"),
            400),
        read("listDeliveries", queue + "?channel=hook", queue + "?state=lost", 400),
        read("getDelivery", queue + "/{delivery}", queue + "/999999", 404),
        change(
            "retryDelivery",
            Call.of(queue + "/{delivery}/retry"),
            200,
            Call.of(queue + "/999999/retry"),
            404),
        change(
            "cancelDelivery", Call.of(queue + "/{delivery}"), 204, Call.of(queue + "/999999"), 404),
        change(
            "cancelDeliveries",
            Call.of(queue + "?channel=hook"),
            200,
            Call.of(queue + "?chanel=hook"),
            400),
        change(
            "replayDeliveries",
            Call.of(queue + "/replay?state=dead"),
            200,
            Call.of(queue + "/replay?state=waiting"),
            400),
        change(
            "addSilence",
            new Call(n + "/silences", silence),
            201,
            new Call(n + "/silences", "{\"comment\":\"for ever\"}"),
            400),
        read("listSilences", n + "/silences", n + "/silences?x=1", 400),
        read("getSilence", n + "/silences/{silence}", n + "/silences/nix", 404),
        change(
            "removeSilence",
            Call.of(n + "/silences/{silence}"),
            204,
            Call.of(n + "/silences/nix"),
            404),
        change(
            "reloadNotifications", Call.of(n + "/reload"), 200, Call.of(n + "/reload?x=1"), 400));
  }
}
