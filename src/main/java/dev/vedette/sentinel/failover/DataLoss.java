package dev.vedette.sentinel.failover;

import dev.vedette.sentinel.event.EventType;
import dev.vedette.sentinel.topology.DataHistory;
import dev.vedette.sentinel.topology.InfoReport;
import dev.vedette.sentinel.topology.InfoReport.DataSet;
import dev.vedette.sentinel.topology.Master;
import dev.vedette.sentinel.topology.Replica;
import dev.vedette.sentinel.topology.Role;
import dev.vedette.sentinel.turn.Turn;

/**
 * A master that restarted and came back with less than it had: without persistence it comes back
 * empty, and its replicas throw away what they have as soon as they are connected. Who restarts it
 * has to hear of that at once.
 */
public final class DataLoss {

  /** A replica is ahead by some bytes of PING even when nothing is lost. */
  private static final long NEGLIGIBLE_BYTES = 64 * 1024;

  private DataLoss() {}

  /**
   * Looks at the first INFO of a master after a restart, or the first after it has loaded its data.
   *
   * @return whether its data is less than that of its group
   */
  public static boolean judge(Turn turn, Master master, InfoReport report) {
    if (report.role() != Role.MASTER || report.loading()) {
      return false;
    }
    long keysBefore = Math.max(master.keysBefore(), mostKeys(master));
    master.hasKeys(report.data().keys());
    if (!master.takeRestarted()) {
      return false;
    }
    DataHistory history = master.history();
    long keys = report.data().keys();
    long offset = report.data().offset();
    long behind = mostReceived(master, history) - offset;
    boolean fewer = isFewer(keys, keysBefore);
    boolean ours = Heritage.isOurs(history, report.data());
    boolean farBehind = ours && offset >= 0 && behind > NEGLIGIBLE_BYTES;
    if (!fewer && !farBehind) {
      return false;
    }
    turn.emit(
        EventType.DATA_LOST,
        master,
        "keys "
            + keys
            + " of "
            + keysBefore
            + (farBehind ? " bytes " + behind + " behind its replicas" : ""));
    return true;
  }

  /** Whether a master has by far fewer keys than its replicas told. */
  static boolean hasFewer(Master master, InfoReport report) {
    return isFewer(report.data().keys(), mostKeys(master));
  }

  private static boolean isFewer(long keys, long before) {
    return keys < before / 2 || (keys == 0 && before > 0);
  }

  /** What has grown on an emptied master since does not count. */
  private static long mostKeys(Master master) {
    DataHistory history = master.history();
    long most = 0;
    for (Replica replica : master.replicas()) {
      DataSet data = replica.data();
      if (Heritage.isOurs(history, data) && !history.isLost(data.id(), data.formerId())) {
        most = Math.max(most, replica.data().keys());
      }
    }
    return most;
  }

  private static long mostReceived(Master master, DataHistory history) {
    return master.replicas().stream()
        .filter(replica -> Heritage.isOurs(history, replica.data()))
        .mapToLong(Replica::offset)
        .max()
        .orElse(0);
  }
}
