package dev.vedette.observe.metrics;

import dev.vedette.link.EndCause;
import dev.vedette.link.LinkStatus;
import dev.vedette.link.NettyLinks;
import dev.vedette.observe.Picture;
import dev.vedette.sentinel.message.Effect.Remote;
import java.util.Locale;
import java.util.Optional;

/** The connections to Redis nodes and peers. */
final class LinkMetrics implements MetricSource {

  private final NettyLinks links;

  LinkMetrics(NettyLinks links) {
    this.links = links;
  }

  @Override
  public void collect(Optional<Picture> picture, Samples samples) {
    LinkStatus status = links.status();
    for (Remote remote : Remote.values()) {
      links(samples, remote, "connecting", status.connecting().getOrDefault(remote, 0));
      links(samples, remote, "open", status.open().getOrDefault(remote, 0));
    }
    for (EndCause cause : EndCause.values()) {
      samples.counter(
          "vedette_links_ended",
          "Attempts that failed and connections that ended.",
          status.ended().getOrDefault(cause, 0L),
          "cause",
          word(cause));
    }
    samples
        .counter("vedette_link_attempts", "Connections that were tried.", status.attempts())
        .counter("vedette_link_connections", "Connections that were made.", status.established())
        .counter(
            "vedette_link_auth_failures", "Passwords that were refused.", status.authFailures())
        .counter("vedette_link_sent_bytes", "Bytes sent.", status.bytesSent())
        .counter("vedette_link_received_bytes", "Bytes received.", status.bytesReceived())
        .counter("vedette_link_commands", "Commands sent.", status.commandsSent())
        .counter("vedette_link_replies", "Replies received.", status.repliesReceived())
        .counter("vedette_link_hellos", "Hello messages received.", status.helloMessages())
        .counter("vedette_name_lookups", "Names that were looked up.", status.lookups())
        .counter(
            "vedette_name_lookup_failures",
            "Look-ups that failed or took too long.",
            status.lookupFailures());
  }

  private static void links(Samples samples, Remote remote, String state, int count) {
    samples.gauge(
        "vedette_links", "Connections by state.", count, "kind", word(remote), "state", state);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
