package dev.vedette.api.master;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.ReplicaView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers a load balancer. */
final class NodeCheck {

  private final MasterView master;
  private final NodeAddress node;
  private final String shown;

  NodeCheck(MasterView master, String node) {
    this.master = master;
    this.node = NodeAddress.parse(node);
    this.shown = node;
  }

  /** Whether it is the primary: the place where clients are to go, and up there. */
  NodeCheckResource primary() {
    Address current = master.address();
    if (!node.is(current)) {
      String where = current.announcedWithPort(false);
      return answer(false, isKnown() ? "it is a replica; the master is " + where : unknown());
    }
    String fault = faultOfMaster();
    return answer(fault == null, fault == null ? "it is the master and answers" : fault);
  }

  /**
   * Whether it is a replica that is up, in step with the master, and not too far behind.
   *
   * @param maxLagBytes greatest lag, null for any
   * @param maxLagSeconds greatest silence of its master, null for any
   */
  NodeCheckResource replica(@Nullable Long maxLagBytes, @Nullable Long maxLagSeconds) {
    Optional<ReplicaView> found =
        master.replicas().stream()
            .filter(replica -> node.is(replica.instance().address()))
            .findFirst();
    if (found.isEmpty()) {
      boolean isMaster = node.is(master.instance().address());
      return answer(false, isMaster ? "it is the master" : unknown());
    }
    ReplicaView replica = found.get();
    Long bytes = Lag.bytes(master, replica);
    Long seconds = Lag.seconds(replica);
    String fault = faultOf(replica);
    if (fault == null) {
      fault = tooMuch("bytes", bytes, maxLagBytes);
    }
    if (fault == null) {
      fault = tooMuch("seconds", seconds, maxLagSeconds);
    }
    return new NodeCheckResource(
        master.name(),
        shown,
        fault == null,
        fault == null ? "it is a replica in step with its master" : fault,
        bytes,
        seconds);
  }

  private @Nullable String faultOfMaster() {
    if (!master.status().equals("ok")) {
      return "the master is " + master.status();
    }
    if (!master.node().roleReported().equals("master")) {
      return "it says of itself that it is a replica";
    }
    return master.instance().connected() ? null : "it is not connected";
  }

  private static @Nullable String faultOf(ReplicaView replica) {
    InstanceView instance = replica.instance();
    if (instance.sdownForMillis() != null) {
      return "it is sdown for " + instance.sdownForMillis() + " ms";
    }
    if (!instance.connected()) {
      return "it is not connected";
    }
    if (!replica.node().roleReported().equals("slave")) {
      return "it says of itself that it is a master";
    }
    if (replica.masterLinkUp()) {
      return null;
    }
    return replica.masterLinkDownMillis() < 0
        ? "its link to the master has not been up since it started"
        : "its link to the master is down for " + replica.masterLinkDownMillis() + " ms";
  }

  private static @Nullable String tooMuch(String unit, @Nullable Long lag, @Nullable Long allowed) {
    if (allowed == null) {
      return null;
    }
    if (lag == null) {
      return "its lag in " + unit + " is unknown";
    }
    return lag <= allowed
        ? null
        : "it is %d %s behind, allowed are %d".formatted(lag, unit, allowed);
  }

  private boolean isKnown() {
    return node.is(master.instance().address())
        || master.replicas().stream().anyMatch(r -> node.is(r.instance().address()));
  }

  private String unknown() {
    return "'" + master.name() + "' has no such node";
  }

  private NodeCheckResource answer(boolean ok, String reason) {
    return new NodeCheckResource(master.name(), shown, ok, reason, null, null);
  }
}
