package dev.vedette.kubernetes;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.view.InstanceView;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.PeerView;
import dev.vedette.sentinel.view.ReplicaView;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sentinels have agreed about one master, and where this one stands among them.
 *
 * @param name name of the master
 * @param epoch config epoch: of two configurations, the one with the greater epoch holds
 * @param master where clients are to go
 * @param members all Redis nodes of the group
 * @param led whether this sentinel led the failover that made this configuration
 * @param rank how many sentinels that answer have a smaller run id: 0 for the one that acts
 * @param majorityHeard whether most of the sentinels have answered and spoken lately
 */
record Group(
    String name,
    long epoch,
    Address master,
    List<Member> members,
    boolean led,
    int rank,
    boolean majorityHeard) {

  /**
   * Hello messages come every 2 s. Who has not been heard for this long may know a newer
   * configuration than we do.
   */
  static final long HEARD_MILLIS = 30_000;

  /**
   * A Redis node.
   *
   * @param address where it is
   * @param role what clients are to take it for
   * @param up whether it answers; an address of one that does not may be somebody else's by now
   */
  record Member(Address address, Role role, boolean up) {}

  Group {
    members = List.copyOf(members);
  }

  /** As that sentinel sees it. */
  static Group of(MasterView view, String myId) {
    List<Member> members = new ArrayList<>();
    members.add(member(view.instance(), view.address()));
    for (ReplicaView replica : view.replicas()) {
      members.add(member(replica.instance(), view.address()));
    }
    int rank = 0;
    int heard = 1;
    for (PeerView peer : view.peers()) {
      boolean answers = peer.instance().sdownForMillis() == null;
      if (answers && peer.instance().runId().compareTo(myId) < 0) {
        rank++;
      }
      if (answers && peer.lastHelloMillis() < HEARD_MILLIS) {
        heard++;
      }
    }
    boolean led = view.configEpoch() > 0 && view.failoverEpoch() == view.configEpoch();
    return new Group(
        view.name(),
        view.configEpoch(),
        view.address(),
        members,
        led,
        rank,
        heard >= view.majority());
  }

  private static Member member(InstanceView instance, Address master) {
    Role role = instance.address().samePlace(master) ? Role.MASTER : Role.REPLICA;
    return new Member(instance.address(), role, instance.sdownForMillis() == null);
  }
}
