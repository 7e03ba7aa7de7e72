package dev.vedette.observe.health;

import dev.vedette.observe.Picture;
import dev.vedette.observe.Quorum;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.ReplicaView;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.health.contributor.Health;

/** Whether a master is up, and whether it could be failed over. */
final class MasterHealth {

  private MasterHealth() {}

  static Health of(MasterView master, Picture picture) {
    int promotable = picture.promotable().getOrDefault(master.name(), 0);
    Quorum quorum = Quorum.of(master);
    List<String> problems = problems(master, promotable, quorum);
    Health.Builder health =
        problems.isEmpty()
            ? Health.up()
            : Health.status(Statuses.DEGRADED).withDetail("problems", problems);
    InstanceView instance = master.instance();
    return health
        .withDetail("status", master.status())
        .withDetail(
            "address", Address.hostAndPort(instance.announcedHost(), instance.address().port()))
        .withDetail("failover", master.failoverState().wireName())
        .withDetail("quorum", master.settings().quorum())
        .withDetail("usableSentinels", master.usableSentinels())
        .withDetail("sentinels", master.voters())
        .withDetail("replicas", master.replicas().size())
        .withDetail("promotableReplicas", promotable)
        .build();
  }

  private static List<String> problems(MasterView master, int promotable, Quorum quorum) {
    List<String> problems = new ArrayList<>();
    if (master.setAside() != null) {
      problems.add("set aside, because looking after it fails: " + master.setAside());
    }
    if (master.odownSinceMillis() != null) {
      problems.add("objectively down for " + master.odownSinceMillis() / 1_000 + " s");
    } else if (master.instance().sdownForMillis() != null) {
      problems.add("subjectively down for " + master.instance().sdownForMillis() / 1_000 + " s");
    }
    if (master.node().roleReported().equals("slave")) {
      problems.add("it says of itself that it is a replica");
    }
    if (!quorum.reached()) {
      problems.add(quorum.message());
    }
    if (promotable == 0) {
      problems.add(
          master.replicas().isEmpty()
              ? "it has no replica"
              : "none of its " + master.replicas().size() + " replicas could be promoted");
    }
    master.node().refusals().forEach((command, why) -> problems.add(refusal("it", command, why)));
    for (ReplicaView replica : master.replicas()) {
      String name = replica.instance().name();
      if (replica.foreign() != null) {
        problems.add(name + " seems to be of another group: " + replica.foreign());
      } else if (saysMaster(master, replica)) {
        problems.add(name + " says that it is a master too");
      }
      replica
          .node()
          .refusals()
          .forEach((command, why) -> problems.add(refusal(name, command, why)));
    }
    return problems;
  }

  private static String refusal(String node, String command, String why) {
    return node + " refuses " + command + ": " + why;
  }

  /** Not the one that is just being promoted. */
  private static boolean saysMaster(MasterView master, ReplicaView replica) {
    return replica.node().roleReported().equals("master")
        && replica.instance().sdownForMillis() == null
        && !replica.instance().name().equals(master.promoted());
  }
}
