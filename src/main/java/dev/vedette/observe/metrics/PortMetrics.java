package dev.vedette.observe.metrics;

import dev.vedette.observe.Picture;
import dev.vedette.resp.RespServer;
import dev.vedette.resp.session.RespCounters;
import java.util.Optional;

/**
 * The Sentinel port. Commands are labelled by the name in our own table, never by what clients
 * send.
 */
final class PortMetrics implements MetricSource {

  private final RespServer port;

  PortMetrics(RespServer port) {
    this.port = port;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    RespCounters counters = port.counters();
    samples
        .gauge("vedette_resp_clients", "Clients that are connected.", port.clientCount())
        .gauge(
            "vedette_resp_subscribers", "Clients that subscribe to events.", port.subscriberCount())
        .counter("vedette_resp_connections", "Clients that were let in.", counters.connections())
        .counter(
            "vedette_resp_rejected_connections",
            "Clients that were not let in, for maxclients or protected mode.",
            counters.rejectedConnections())
        .counter(
            "vedette_resp_disconnections",
            "Clients that we disconnected.",
            counters.outputLimitDisconnections(),
            "reason",
            "output_limit")
        .counter(
            "vedette_resp_disconnections",
            "Clients that we disconnected.",
            counters.idleDisconnections(),
            "reason",
            "idle")
        .counter(
            "vedette_resp_disconnections",
            "Clients that we disconnected.",
            counters.protocolErrors(),
            "reason",
            "protocol_error")
        .counter("vedette_resp_error_replies", "Replies that were errors.", counters.errorReplies())
        .counter("vedette_resp_received_bytes", "Bytes received.", counters.inputBytes())
        .counter("vedette_resp_sent_bytes", "Bytes sent.", counters.outputBytes());
    counters
        .commandsByName()
        .forEach((name, count) ->
            samples.counter(
                "vedette_resp_commands", "Commands that were run.", count, "command", name));
  }
}
