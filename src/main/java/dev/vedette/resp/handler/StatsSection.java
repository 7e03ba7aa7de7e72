package dev.vedette.resp.handler;

import dev.vedette.resp.session.RespCounters;
import dev.vedette.resp.session.Sessions;

/** {@code INFO stats}: Redis's lines; those about data are zero, since a sentinel has none. */
public final class StatsSection implements InfoSection {
  private static final double BYTES_PER_KILOBYTE = 1024;
  private static final String[] NO_DATA_BEFORE_CLIENTS = {
    "sync_full", "sync_partial_ok", "sync_partial_err", "expired_keys"
  };

  private final Sessions sessions;
  private final Rates rates;

  /** Tells about those clients. */
  public StatsSection(Sessions sessions, Rates rates) {
    this.sessions = sessions;
    this.rates = rates;
  }

  @Override
  public String name() {
    return "Stats";
  }

  @Override
  public void describe(InfoText text) {
    RespCounters counters = sessions.counters();
    text.line("total_connections_received", counters.connections())
        .line("total_commands_processed", counters.commands())
        .line("instantaneous_ops_per_sec", rates.commandsPerSecond())
        .line("total_net_input_bytes", counters.inputBytes())
        .line("total_net_output_bytes", counters.outputBytes())
        .line("total_net_repl_input_bytes", 0)
        .line("total_net_repl_output_bytes", 0)
        .line("instantaneous_input_kbps", rates.inputBytesPerSecond() / BYTES_PER_KILOBYTE, 2)
        .line("instantaneous_output_kbps", rates.outputBytesPerSecond() / BYTES_PER_KILOBYTE, 2)
        .line("instantaneous_input_repl_kbps", 0.0, 2)
        .line("instantaneous_output_repl_kbps", 0.0, 2)
        .line("rejected_connections", counters.rejectedConnections());
    zeros(text, NO_DATA_BEFORE_CLIENTS);
    text.line("expired_stale_perc", 0.0, 2);
    zeros(
        text,
        "expired_time_cap_reached_count",
        "expire_cycle_cpu_milliseconds",
        "evicted_keys",
        "evicted_clients");
    zeros(
        text,
        "total_eviction_exceeded_time",
        "current_eviction_exceeded_time",
        "keyspace_hits",
        "keyspace_misses");
    text.line("pubsub_channels", sessions.channels().channelCount())
        .line("pubsub_patterns", sessions.channels().patternCount())
        .line("pubsubshard_channels", 0);
    zeros(
        text,
        "latest_fork_usec",
        "total_forks",
        "migrate_cached_sockets",
        "slave_expires_tracked_keys");
    zeros(
        text,
        "active_defrag_hits",
        "active_defrag_misses",
        "active_defrag_key_hits",
        "active_defrag_key_misses");
    zeros(
        text,
        "total_active_defrag_time",
        "current_active_defrag_time",
        "tracking_total_keys",
        "tracking_total_items");
    zeros(text, "tracking_total_prefixes", "unexpected_error_replies");
    text.line("total_error_replies", counters.errorReplies())
        .line("dump_payload_sanitizations", 0)
        .line("total_reads_processed", counters.reads())
        .line("total_writes_processed", counters.writes());
    zeros(
        text,
        "io_threaded_reads_processed",
        "io_threaded_writes_processed",
        "reply_buffer_shrinks",
        "reply_buffer_expands");
    text.line("client_output_buffer_limit_disconnections", counters.outputLimitDisconnections())
        .line("client_idle_disconnections", counters.idleDisconnections())
        .line("client_protocol_errors", counters.protocolErrors());
  }

  private static void zeros(InfoText text, String... names) {
    for (String name : names) {
      text.line(name, 0);
    }
  }
}
