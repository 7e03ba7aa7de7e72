package dev.vedette.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can follow the word {@code sentinel} on a line, in all spellings that Redis 3 to 8 and
 * Valkey read or wrote.
 */
enum SentinelOption {
  MYID("myid", "<40 hexadecimal digits>", Phase.GLOBAL, true),
  ANNOUNCE_IP("announce-ip", "<address>", Phase.GLOBAL, false),
  ANNOUNCE_PORT("announce-port", "<port>", Phase.GLOBAL, false),
  DENY_SCRIPTS_RECONFIG("deny-scripts-reconfig", "<yes|no>", Phase.GLOBAL, false),
  RESOLVE_HOSTNAMES("resolve-hostnames", "<yes|no>", Phase.GLOBAL, false),
  ANNOUNCE_HOSTNAMES("announce-hostnames", "<yes|no>", Phase.GLOBAL, false),
  SENTINEL_USER("sentinel-user", "<user>", Phase.GLOBAL, false),
  SENTINEL_PASS("sentinel-pass", "<password>", Phase.GLOBAL, false),
  CURRENT_EPOCH("current-epoch", "<epoch>", Phase.GLOBAL, true),
  MONITOR("monitor", "<master> <host> <port> <quorum>", Phase.MONITOR, false),
  DOWN_AFTER("down-after-milliseconds", "<master> <milliseconds>", Phase.MASTER, false),
  FAILOVER_TIMEOUT("failover-timeout", "<master> <milliseconds>", Phase.MASTER, false),
  PARALLEL_SYNCS("parallel-syncs", "<master> <number>", Phase.MASTER, false),
  NOTIFICATION_SCRIPT("notification-script", "<master> <path>", Phase.MASTER, false),
  CLIENT_RECONFIG_SCRIPT("client-reconfig-script", "<master> <path>", Phase.MASTER, false),
  AUTH_PASS("auth-pass", "<master> <password>", Phase.MASTER, false),
  AUTH_USER("auth-user", "<master> <user>", Phase.MASTER, false),
  MASTER_REBOOT_DOWN_AFTER(
      "master-reboot-down-after-period", "<master> <milliseconds>", Phase.MASTER, false),
  RENAME_COMMAND("rename-command", "<master> <command> <its name there>", Phase.MASTER, false),
  CONFIG_EPOCH("config-epoch", "<master> <epoch>", Phase.MASTER, true),
  LEADER_EPOCH("leader-epoch", "<master> <epoch>", Phase.MASTER, true),
  KNOWN_REPLICA("known-replica", "<master> <host> <port>", Phase.MASTER, true),
  KNOWN_SENTINEL("known-sentinel", "<master> <host> <port> [<run id>]", Phase.MASTER, true);

  private static final Map<String, SentinelOption> BY_SPELLING = new HashMap<>();

  static {
    for (SentinelOption option : values()) {
      BY_SPELLING.put(option.spelling, option);
    }
    BY_SPELLING.put("known-slave", KNOWN_REPLICA);
    BY_SPELLING.put("primary-reboot-down-after-period", MASTER_REBOOT_DOWN_AFTER);
  }

  private final String spelling;
  private final String parameters;
  private final Phase phase;
  private final boolean state;
  private final int least;
  private final int most;

  SentinelOption(String spelling, String parameters, Phase phase, boolean state) {
    this.spelling = spelling;
    this.parameters = parameters;
    this.phase = phase;
    this.state = state;
    this.most = (int) parameters.chars().filter(c -> c == '<').count();
    this.least = most - (int) parameters.chars().filter(c -> c == '[').count();
  }

  /** The option spelt so, in any case; null when there is none. */
  static @Nullable SentinelOption spelt(String word) {
    return BY_SPELLING.get(word.toLowerCase(Locale.ROOT));
  }

  /** The spelling that Redis 7 reads and writes. */
  String spelling() {
    return spelling;
  }

  /** How such a line looks. */
  String usage() {
    return "sentinel " + spelling + " " + parameters;
  }

  Phase phase() {
    return phase;
  }

  /** True for what the running process learns and decides, false for what an operator does. */
  boolean isState() {
    return state;
  }

  boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** Lines are loaded phase by phase, so that their order in the file does not matter. */
  enum Phase {
    /** About this sentinel; says how the others are to be read. */
    GLOBAL,
    /** Adds a master. */
    MONITOR,
    /** About a master that exists by then. */
    MASTER
  }
}
