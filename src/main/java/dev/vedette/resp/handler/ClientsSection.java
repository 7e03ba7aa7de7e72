package dev.vedette.resp.handler;

import dev.vedette.resp.session.Sessions;

/** {@code INFO clients}. */
public final class ClientsSection implements InfoSection {
  private final Sessions sessions;
  private final int maxClients;

  /** Tells about those clients. */
  public ClientsSection(Sessions sessions, int maxClients) {
    this.sessions = sessions;
    this.maxClients = maxClients;
  }

  @Override
  public String name() {
    return "Clients";
  }

  @Override
  public void describe(InfoText text) {
    text.line("connected_clients", sessions.count())
        .line("cluster_connections", 0)
        .line("maxclients", maxClients)
        .line("client_recent_max_input_buffer", sessions.largestInput())
        .line("client_recent_max_output_buffer", sessions.largestOutput())
        .line("blocked_clients", 0)
        .line("tracking_clients", sessions.trackingCount())
        .line("clients_in_timeout_table", 0)
        .line("pubsub_clients", sessions.subscriberCount());
  }
}
