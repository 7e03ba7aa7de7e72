package dev.vedette.kubernetes;

import dev.vedette.kubernetes.Group.Member;
import dev.vedette.sentinel.place.Address;
import java.util.ArrayList;
import java.util.List;

/** Groups for tests: all at port 6379, the master first, heard by the first sentinel. */
final class Groups {

  private Groups() {}

  static Group group(long epoch, String master, String... replicas) {
    return group("mymaster", epoch, master, replicas);
  }

  static Group group(String name, long epoch, String master, String... replicas) {
    List<Member> members = new ArrayList<>();
    members.add(new Member(at(master), Role.MASTER, true));
    for (String replica : replicas) {
      members.add(new Member(at(replica), Role.REPLICA, true));
    }
    return new Group(name, epoch, at(master), members, false, 0, true);
  }

  static Address at(String host) {
    return Address.ofIp(host, 6379);
  }

  static Group seenBy(int rank, Group group) {
    return new Group(
        group.name(),
        group.epoch(),
        group.master(),
        group.members(),
        group.led(),
        rank,
        group.majorityHeard());
  }

  static Group ledByUs(Group group) {
    return new Group(
        group.name(),
        group.epoch(),
        group.master(),
        group.members(),
        true,
        group.rank(),
        group.majorityHeard());
  }

  static Group inMinority(Group group) {
    return new Group(
        group.name(),
        group.epoch(),
        group.master(),
        group.members(),
        group.led(),
        group.rank(),
        false);
  }
}
