package dev.vedette.observe.endpoint;

import dev.vedette.observe.Picture;
import dev.vedette.sentinel.view.MasterView;
import dev.vedette.sentinel.view.SentinelView;
import java.util.List;

/**
 * This sentinel in short.
 *
 * @param id its run id
 * @param epoch greatest epoch seen
 * @param tilt whether it is in TILT
 * @param masters what it watches
 */
record SentinelDescription(String id, long epoch, boolean tilt, List<MasterLine> masters) {

  /**
   * One master in a line.
   *
   * @param status {@code ok}, {@code sdown} or {@code odown}
   * @param address where clients are to go
   * @param replicas how many it has
   * @param sentinels how many watch it, this one included
   * @param quorum how many must agree that it is down
   * @param failover state of a failover that we drive
   */
  record MasterLine(
      String name,
      String status,
      String address,
      int replicas,
      int sentinels,
      int quorum,
      String failover) {}

  static SentinelDescription of(Picture picture) {
    SentinelView view = picture.view();
    boolean names = view.settings().announceHostnames();
    return new SentinelDescription(
        view.myId(),
        view.currentEpoch(),
        view.tiltForMillis() != null,
        view.masters().stream().map(master -> line(master, names)).toList());
  }

  private static MasterLine line(MasterView master, boolean names) {
    return new MasterLine(
        master.name(),
        master.status(),
        master.address().announcedWithPort(names),
        master.replicas().size(),
        master.voters(),
        master.settings().quorum(),
        master.failoverState().wireName());
  }
}
