package dev.vedette.sentinel.message;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What clients, operators and peers can ask of a {@link Sentinel}. Reading needs no request: see
 * {@link Sentinel#view}.
 */
public sealed interface Request {

  /**
   * A peer asks whether we see a master down, and perhaps for our vote.
   *
   * @param host address of the master, as the peer knows it
   * @param port its port
   * @param epoch the peer's current epoch
   * @param candidate run id that wants our vote, {@code *} for none
   */
  record IsMasterDown(String host, int port, long epoch, String candidate) implements Request {}

  /** A peer's hello, sent to our port. Malformed and unknown ones are counted and skipped. */
  record PeerHello(String payload) implements Request {}

  /**
   * Promote a replica now, without asking anyone.
   *
   * @param master its name
   * @param coordinated true to let the master hand over by its own FAILOVER command (Valkey 9),
   *     losing no write
   */
  record Failover(String master, boolean coordinated) implements Request {}

  /** Watch a new master from now on. The address is resolved already. */
  record Monitor(String master, Address address, int quorum) implements Request {}

  /** Stop watching a master and forget it. */
  record Remove(String master) implements Request {}

  /**
   * Change options of a master, all or nothing.
   *
   * @param master its name
   * @param change from the present settings to the new ones
   * @param events one {@code option value} text for each {@code +set} event, secrets replaced by
   *     asterisks
   * @param reconnect true when credentials changed, so that connections must be made anew
   */
  record ChangeMaster(
      String master, UnaryOperator<MasterSettings> change, List<String> events, boolean reconnect)
      implements Request {}

  /**
   * That node is ours, whatever speaks against it: make it a replica, if it is none.
   *
   * @param master name of the group
   * @param replica {@code host:port}, as it is listed
   */
  record AdoptReplica(String master, String replica) implements Request {}

  /**
   * Forget one replica. One that its master lists is found again.
   *
   * @param master name of the group
   * @param replica {@code host:port}, as it is listed
   */
  record ForgetReplica(String master, String replica) implements Request {}

  /**
   * Forget replicas, sentinels and failover state of all masters whose name matches the glob
   * pattern.
   */
  record Reset(String pattern) implements Request {}

  /**
   * Change global settings, all or nothing.
   *
   * @param change from the present settings to the new ones
   * @param reconnectPeers true when the credentials for peers changed
   */
  record Configure(UnaryOperator<SentinelSettings> change, boolean reconnectPeers)
      implements Request {}

  /** Write the state to disk now. */
  record FlushConfig() implements Request {}

  /**
   * Crash at those points of the next failover, to try out what the others do; none to forget
   * earlier wishes.
   */
  record SimulateFailure(Set<CrashPoint> points) implements Request {}

  /** Where {@code SENTINEL SIMULATE-FAILURE} can crash the process. */
  enum CrashPoint {
    AFTER_ELECTION,
    AFTER_PROMOTION
  }
}
