package dev.vedette.config;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.place.Host;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state as lines that Redis 7 reads: what is at its default is <em>optional</em>, written only
 * where a line says something else by now.
 */
final class StateLines {

  /**
   * One line.
   *
   * @param words all of them
   * @param optional true when it need not be written if there is no such line
   */
  record Wanted(List<String> words, boolean optional) {}

  private final Map<LineKey, Wanted> lines = new LinkedHashMap<>();
  private final boolean names;

  private StateLines(boolean names) {
    this.names = names;
  }

  /**
   * The lines about this sentinel.
   *
   * @param names whether some address can only be written as a name
   */
  static Map<LineKey, Wanted> global(DurableState state, boolean names) {
    var lines = new StateLines(names);
    lines.addGlobal(state.settings());
    lines.add(SentinelOption.MYID, state.myId());
    lines.add(SentinelOption.CURRENT_EPOCH, Long.toString(state.currentEpoch()));
    return lines.lines;
  }

  /**
   * The lines about a master.
   *
   * @param names whether names will be understood
   */
  static Map<LineKey, Wanted> of(MasterState master, boolean names) {
    var lines = new StateLines(names);
    lines.addOptions(master);
    lines.addState(master);
    return lines.lines;
  }

  /** Whether the master's address cannot be written in numbers. */
  static boolean needsNames(MasterState master) {
    return master.address().ip().isEmpty() && !Host.isNumeric(master.address().host());
  }

  private void addGlobal(SentinelSettings settings) {
    flag(SentinelOption.RESOLVE_HOSTNAMES, names, false);
    flag(SentinelOption.ANNOUNCE_HOSTNAMES, settings.announceHostnames(), false);
    flag(SentinelOption.DENY_SCRIPTS_RECONFIG, settings.denyScriptsReconfig(), true);
    addIfSet(SentinelOption.ANNOUNCE_IP, settings.announceIp());
    if (settings.announcePort() != 0) {
      add(SentinelOption.ANNOUNCE_PORT, Integer.toString(settings.announcePort()));
    }
    addIfSet(SentinelOption.SENTINEL_USER, settings.sentinelUser());
    addIfSet(SentinelOption.SENTINEL_PASS, settings.sentinelPass());
  }

  private void addOptions(MasterState master) {
    var settings = master.settings();
    var name = settings.name();
    var defaults = Timings.DEFAULTS;
    put(
        SentinelOption.MONITOR,
        name,
        "",
        false,
        written(master.address(), true),
        Integer.toString(master.address().port()),
        Integer.toString(settings.quorum()));
    period(
        SentinelOption.DOWN_AFTER, name, settings.downAfterMillis(), defaults.defaultDownAfter());
    period(
        SentinelOption.FAILOVER_TIMEOUT,
        name,
        settings.failoverTimeoutMillis(),
        defaults.defaultFailoverTimeout());
    period(SentinelOption.PARALLEL_SYNCS, name, settings.parallelSyncs(), 1);
    period(
        SentinelOption.MASTER_REBOOT_DOWN_AFTER, name, settings.masterRebootDownAfterMillis(), 0);
    addIfSet(SentinelOption.NOTIFICATION_SCRIPT, name, settings.notificationScript());
    addIfSet(SentinelOption.CLIENT_RECONFIG_SCRIPT, name, settings.clientReconfigScript());
    addIfSet(SentinelOption.AUTH_PASS, name, settings.authPass());
    addIfSet(SentinelOption.AUTH_USER, name, settings.authUser());
    new TreeMap<>(settings.renamedCommands())
        .forEach((command, renamed) ->
            put(SentinelOption.RENAME_COMMAND, name, command, false, command, renamed));
  }

  private void addState(MasterState master) {
    var name = master.settings().name();
    put(SentinelOption.CONFIG_EPOCH, name, "", false, Long.toString(master.configEpoch()));
    put(SentinelOption.LEADER_EPOCH, name, "", false, Long.toString(master.leaderEpoch()));
    for (var replica : master.replicas()) {
      var host = written(replica, false);
      var port = Integer.toString(replica.port());
      if (!host.isEmpty()) {
        put(SentinelOption.KNOWN_REPLICA, name, LineKey.replica(host, port), false, host, port);
      }
    }
    for (var peer : master.peers()) {
      var host = written(peer.address(), false);
      var runId = peer.runId();
      if (runId != null && !host.isEmpty()) {
        var port = Integer.toString(peer.address().port());
        put(SentinelOption.KNOWN_SENTINEL, name, runId, false, host, port, runId);
      }
    }
  }

  /**
   * The host as it was configured or announced, as long as names are understood; else in numbers,
   * or empty when it has none.
   */
  private String written(Address address, boolean required) {
    if (names || (required && address.ip().isEmpty())) {
      return address.host();
    }
    return Host.isNumeric(address.host()) ? address.host() : address.ip();
  }

  private void flag(SentinelOption option, boolean value, boolean byDefault) {
    var words = List.of("sentinel", option.spelling(), value ? "yes" : "no");
    lines.put(LineKey.global(option), new Wanted(words, value == byDefault));
  }

  private void add(SentinelOption option, String value) {
    lines.put(
        LineKey.global(option), new Wanted(List.of("sentinel", option.spelling(), value), false));
  }

  private void addIfSet(SentinelOption option, @Nullable String value) {
    if (value != null) {
      add(option, value);
    }
  }

  private void addIfSet(SentinelOption option, String master, @Nullable String value) {
    if (value != null) {
      put(option, master, "", false, value);
    }
  }

  private void period(SentinelOption option, String master, long value, long byDefault) {
    put(option, master, "", value == byDefault, Long.toString(value));
  }

  private void put(
      SentinelOption option, String master, String id, boolean optional, String... arguments) {
    var words = new ArrayList<>(List.of("sentinel", option.spelling(), master));
    words.addAll(List.of(arguments));
    lines.put(LineKey.of(option, master, id), new Wanted(List.copyOf(words), optional));
  }
}
