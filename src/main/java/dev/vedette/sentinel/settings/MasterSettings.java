package dev.vedette.sentinel.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about one master.
 *
 * @param name unique; letters, digits and {@code .-_}
 * @param quorum how many sentinels must see it down, at least 1
 * @param downAfterMillis silence after which an instance counts as down, 1 to {@link
 *     Limits#MAX_MILLIS}, as all periods here
 * @param failoverTimeoutMillis bound of the phases of a failover, at least 1
 * @param parallelSyncs how many replicas are moved to a new master at a time, at least 1
 * @param masterRebootDownAfterMillis how long a rebooted master may stay silent before it counts as
 *     down; 0 switches this off
 * @param notificationScript run for every event of level warning, null for none
 * @param clientReconfigScript run when the master moves, null for none
 * @param authUser ACL user on the master and its replicas, null for the default user
 * @param authPass password there, null for none
 * @param renamedCommands upper-case command to the name it has on the master and its replicas
 */
public record MasterSettings(
    String name,
    int quorum,
    long downAfterMillis,
    long failoverTimeoutMillis,
    int parallelSyncs,
    long masterRebootDownAfterMillis,
    @Nullable String notificationScript,
    @Nullable String clientReconfigScript,
    @Nullable String authUser,
    @Nullable String authPass,
    Map<String, String> renamedCommands) {

  public MasterSettings {
    require(quorum >= 1, "quorum", quorum);
    require(isPeriod(downAfterMillis), "down-after-milliseconds", downAfterMillis);
    require(isPeriod(failoverTimeoutMillis), "failover-timeout", failoverTimeoutMillis);
    require(parallelSyncs >= 1, "parallel-syncs", parallelSyncs);
    require(
        masterRebootDownAfterMillis == 0 || isPeriod(masterRebootDownAfterMillis),
        "master-reboot-down-after-period",
        masterRebootDownAfterMillis);
    renamedCommands = Map.copyOf(renamedCommands);
  }

  private static boolean isPeriod(long millis) {
    return millis >= 1 && millis <= Limits.MAX_MILLIS;
  }

  private static void require(boolean holds, String option, long value) {
    if (!holds) {
      throw new IllegalArgumentException(option + " cannot be " + value);
    }
  }

  /** A master with the default options. */
  public static MasterSettings of(String name, int quorum, Timings timings) {
    return new MasterSettings(
        name,
        quorum,
        timings.defaultDownAfter(),
        timings.defaultFailoverTimeout(),
        1,
        0,
        null,
        null,
        null,
        null,
        Map.of());
  }

  public MasterSettings withQuorum(int value) {
    return new MasterSettings(
        name,
        value,
        downAfterMillis,
        failoverTimeoutMillis,
        parallelSyncs,
        masterRebootDownAfterMillis,
        notificationScript,
        clientReconfigScript,
        authUser,
        authPass,
        renamedCommands);
  }

  public MasterSettings withDownAfterMillis(long value) {
    return new MasterSettings(
        name,
        quorum,
        value,
        failoverTimeoutMillis,
        parallelSyncs,
        masterRebootDownAfterMillis,
        notificationScript,
        clientReconfigScript,
        authUser,
        authPass,
        renamedCommands);
  }

  public MasterSettings withFailoverTimeoutMillis(long value) {
    return new MasterSettings(
        name,
        quorum,
        downAfterMillis,
        value,
        parallelSyncs,
        masterRebootDownAfterMillis,
        notificationScript,
        clientReconfigScript,
        authUser,
        authPass,
        renamedCommands);
  }

  public MasterSettings withParallelSyncs(int value) {
    return new MasterSettings(
        name,
        quorum,
        downAfterMillis,
        failoverTimeoutMillis,
        value,
        masterRebootDownAfterMillis,
        notificationScript,
        clientReconfigScript,
        authUser,
        authPass,
        renamedCommands);
  }

  public MasterSettings withMasterRebootDownAfterMillis(long value) {
    return new MasterSettings(
        name,
        quorum,
        downAfterMillis,
        failoverTimeoutMillis,
        parallelSyncs,
        value,
        notificationScript,
        clientReconfigScript,
        authUser,
        authPass,
        renamedCommands);
  }

  public MasterSettings withNotificationScript(@Nullable String value) {
    return new MasterSettings(
        name,
        quorum,
        downAfterMillis,
        failoverTimeoutMillis,
        parallelSyncs,
        masterRebootDownAfterMillis,
        value,
        clientReconfigScript,
        authUser,
        authPass,
        renamedCommands);
  }

  public MasterSettings withClientReconfigScript(@Nullable String value) {
    return new MasterSettings(
        name,
        quorum,
        downAfterMillis,
        failoverTimeoutMillis,
        parallelSyncs,
        masterRebootDownAfterMillis,
        notificationScript,
        value,
        authUser,
        authPass,
        renamedCommands);
  }

  public MasterSettings withAuthUser(@Nullable String value) {
    return new MasterSettings(
        name,
        quorum,
        downAfterMillis,
        failoverTimeoutMillis,
        parallelSyncs,
        masterRebootDownAfterMillis,
        notificationScript,
        clientReconfigScript,
        value,
        authPass,
        renamedCommands);
  }

  public MasterSettings withAuthPass(@Nullable String value) {
    return new MasterSettings(
        name,
        quorum,
        downAfterMillis,
        failoverTimeoutMillis,
        parallelSyncs,
        masterRebootDownAfterMillis,
        notificationScript,
        clientReconfigScript,
        authUser,
        value,
        renamedCommands);
  }

  public MasterSettings withRenamedCommands(Map<String, String> value) {
    return new MasterSettings(
        name,
        quorum,
        downAfterMillis,
        failoverTimeoutMillis,
        parallelSyncs,
        masterRebootDownAfterMillis,
        notificationScript,
        clientReconfigScript,
        authUser,
        authPass,
        value);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MasterSettings[" + name + " quorum=" + quorum + " down-after=" + downAfterMillis + "]";
  }
}
