package dev.vedette.config;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that the protocol server (the port that clients and peers talk to) is told by its
 * configuration. The defaults are those of a {@code redis-sentinel} without a line about them.
 *
 * @param bind addresses to listen on; {@code *} and {@code -::*} mean all, a leading {@code -}
 *     forgives an address that is not available; empty when not configured, which is all addresses
 * @param port TCP port, 0 for none, {@link #ANY_PORT} for a free one
 * @param tlsPort TLS port, 0 for none, {@link #ANY_PORT} for a free one
 * @param tls what TLS needs, null without it
 * @param unixSocket path of a Unix domain socket, null for none
 * @param unixSocketPerm its file permissions as an octal number such as {@code 700}, null for the
 *     process's own
 * @param tcpBacklog connections that may wait to be accepted
 * @param tcpKeepaliveSeconds idle time before the operating system probes a peer, 0 to leave it
 *     alone
 * @param timeoutSeconds an idle client that is no subscriber is disconnected after this long, 0 for
 *     never
 * @param maxClients connections at the same time
 * @param protectedMode true to refuse other hosts while there is neither a {@code bind} line nor a
 *     password
 * @param requirePass password of the default user, null for none
 * @param users {@code user} lines without their first word: {@code name rule rule...}
 * @param aclFile file of users instead of {@code users}, null for none
 * @param aclLogMaxLength entries that {@code ACL LOG} keeps
 * @param allChannelsByDefault true when new users may use all channels ({@code acl-pubsub-default
 *     allchannels})
 * @param maxBulkBytes longest single argument ({@code proto-max-bulk-len})
 * @param maxQueryBytes longest request with all its arguments ({@code client-query-buffer-limit})
 * @param normalOutput what a client that is no subscriber may leave unread
 * @param pubsubOutput what a subscriber may leave unread
 */
public record RespSettings(
    List<String> bind,
    int port,
    int tlsPort,
    @Nullable RespTlsSettings tls,
    @Nullable Path unixSocket,
    @Nullable String unixSocketPerm,
    int tcpBacklog,
    int tcpKeepaliveSeconds,
    int timeoutSeconds,
    int maxClients,
    boolean protectedMode,
    @Nullable String requirePass,
    List<String> users,
    @Nullable Path aclFile,
    int aclLogMaxLength,
    boolean allChannelsByDefault,
    long maxBulkBytes,
    long maxQueryBytes,
    OutputLimit normalOutput,
    OutputLimit pubsubOutput) {

  /** In place of a port: whichever is free. The server then tells which one it got. */
  public static final int ANY_PORT = -1;

  /** The port of a sentinel. */
  public static final int DEFAULT_PORT = 26379;

  public RespSettings {
    bind = List.copyOf(bind);
    users = List.copyOf(users);
    requirePort("port", port);
    requirePort("tls-port", tlsPort);
    if (tlsPort != 0 && tls == null) {
      throw new IllegalArgumentException(
          "tls-port is set: it needs tls-cert-file and tls-key-file");
    }
    requireAtLeast("tcp-backlog", tcpBacklog, 0);
    requireAtLeast("tcp-keepalive", tcpKeepaliveSeconds, 0);
    requireAtLeast("timeout", timeoutSeconds, 0);
    requireAtLeast("maxclients", maxClients, 1);
    requireAtLeast("acllog-max-len", aclLogMaxLength, 0);
    requireAtLeast("proto-max-bulk-len", maxBulkBytes, 1L << 20);
    requireAtLeast("client-query-buffer-limit", maxQueryBytes, 1L << 20);
    if (maxBulkBytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "proto-max-bulk-len: at most " + (Integer.MAX_VALUE - 8) + " bytes");
    }
    if (unixSocketPerm != null && !unixSocketPerm.matches("[0-7]{3,4}")) {
      throw new IllegalArgumentException(
          "unixsocketperm: '" + unixSocketPerm + "' is not an octal number such as 700");
    }
    if (aclFile != null && !users.isEmpty()) {
      throw new IllegalArgumentException(
          "users are given both by user lines and by aclfile; keep one of the two");
    }
  }

  /** What applies without any configuration. */
  public static RespSettings defaults() {
    return new RespSettings(
        List.of(),
        DEFAULT_PORT,
        0,
        null,
        null,
        null,
        511,
        300,
        0,
        10_000,
        false,
        null,
        List.of(),
        null,
        128,
        false,
        512L << 20,
        1L << 30,
        OutputLimit.NONE,
        OutputLimit.PUBSUB);
  }

  /** The defaults, changed by {@code change}. */
  public static RespSettings of(UnaryOperator<Builder> change) {
    return change.apply(new Builder(defaults())).build();
  }

  /** These settings, changed by {@code change}. */
  public RespSettings with(UnaryOperator<Builder> change) {
    return change.apply(new Builder(this)).build();
  }

  private static void requirePort(String name, int port) {
    if (port < ANY_PORT || port > 65_535) {
      throw new IllegalArgumentException(
          name + ": " + port + " is not a port; use 1 to 65535, or 0 for none");
    }
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": " + value + " is too small; use at least " + least);
    }
  }

  /** Secrets stay out of logs. */
  @Override
  public String toString() {
    return "RespSettings[bind="
        + bind
        + ", port="
        + port
        + ", tlsPort="
        + tlsPort
        + ", maxClients="
        + maxClients
        + "]";
  }

  /** Collects changes; {@link #build} checks them. */
  public static final class Builder {
    private List<String> bind;
    private int port;
    private int tlsPort;
    private @Nullable RespTlsSettings tls;
    private @Nullable Path unixSocket;
    private @Nullable String unixSocketPerm;
    private int tcpBacklog;
    private int tcpKeepaliveSeconds;
    private int timeoutSeconds;
    private int maxClients;
    private boolean protectedMode;
    private @Nullable String requirePass;
    private List<String> users;
    private @Nullable Path aclFile;
    private int aclLogMaxLength;
    private boolean allChannelsByDefault;
    private long maxBulkBytes;
    private long maxQueryBytes;
    private OutputLimit normalOutput;
    private OutputLimit pubsubOutput;

    private Builder(RespSettings from) {
      bind = from.bind;
      port = from.port;
      tlsPort = from.tlsPort;
      tls = from.tls;
      unixSocket = from.unixSocket;
      unixSocketPerm = from.unixSocketPerm;
      tcpBacklog = from.tcpBacklog;
      tcpKeepaliveSeconds = from.tcpKeepaliveSeconds;
      timeoutSeconds = from.timeoutSeconds;
      maxClients = from.maxClients;
      protectedMode = from.protectedMode;
      requirePass = from.requirePass;
      users = from.users;
      aclFile = from.aclFile;
      aclLogMaxLength = from.aclLogMaxLength;
      allChannelsByDefault = from.allChannelsByDefault;
      maxBulkBytes = from.maxBulkBytes;
      maxQueryBytes = from.maxQueryBytes;
      normalOutput = from.normalOutput;
      pubsubOutput = from.pubsubOutput;
    }

    /** See {@link RespSettings#bind}. */
    public Builder bind(List<String> addresses) {
      bind = addresses;
      return this;
    }

    /** See {@link RespSettings#port}. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** See {@link RespSettings#tlsPort}. */
    public Builder tlsPort(int value) {
      tlsPort = value;
      return this;
    }

    /** See {@link RespSettings#tls}. */
    public Builder tls(@Nullable RespTlsSettings value) {
      tls = value;
      return this;
    }

    /** See {@link RespSettings#unixSocket}. */
    public Builder unixSocket(@Nullable Path value) {
      unixSocket = value;
      return this;
    }

    /** See {@link RespSettings#unixSocketPerm}. */
    public Builder unixSocketPerm(@Nullable String value) {
      unixSocketPerm = value;
      return this;
    }

    /** See {@link RespSettings#tcpBacklog}. */
    public Builder tcpBacklog(int value) {
      tcpBacklog = value;
      return this;
    }

    /** See {@link RespSettings#tcpKeepaliveSeconds}. */
    public Builder tcpKeepaliveSeconds(int value) {
      tcpKeepaliveSeconds = value;
      return this;
    }

    /** See {@link RespSettings#timeoutSeconds}. */
    public Builder timeoutSeconds(int value) {
      timeoutSeconds = value;
      return this;
    }

    /** See {@link RespSettings#maxClients}. */
    public Builder maxClients(int value) {
      maxClients = value;
      return this;
    }

    /** See {@link RespSettings#protectedMode}. */
    public Builder protectedMode(boolean value) {
      protectedMode = value;
      return this;
    }

    /** See {@link RespSettings#requirePass}. */
    public Builder requirePass(@Nullable String value) {
      requirePass = value;
      return this;
    }

    /** See {@link RespSettings#users}. */
    public Builder users(List<String> value) {
      users = value;
      return this;
    }

    /** See {@link RespSettings#aclFile}. */
    public Builder aclFile(@Nullable Path value) {
      aclFile = value;
      return this;
    }

    /** See {@link RespSettings#aclLogMaxLength}. */
    public Builder aclLogMaxLength(int value) {
      aclLogMaxLength = value;
      return this;
    }

    /** See {@link RespSettings#allChannelsByDefault}. */
    public Builder allChannelsByDefault(boolean value) {
      allChannelsByDefault = value;
      return this;
    }

    /** See {@link RespSettings#maxBulkBytes}. */
    public Builder maxBulkBytes(long value) {
      maxBulkBytes = value;
      return this;
    }

    /** See {@link RespSettings#maxQueryBytes}. */
    public Builder maxQueryBytes(long value) {
      maxQueryBytes = value;
      return this;
    }

    /** See {@link RespSettings#normalOutput}. */
    public Builder normalOutput(OutputLimit value) {
      normalOutput = value;
      return this;
    }

    /** See {@link RespSettings#pubsubOutput}. */
    public Builder pubsubOutput(OutputLimit value) {
      pubsubOutput = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when they contradict each other; the message says what to
     *     change
     */
    public RespSettings build() {
      return new RespSettings(
          bind,
          port,
          tlsPort,
          tls,
          unixSocket,
          unixSocketPerm,
          tcpBacklog,
          tcpKeepaliveSeconds,
          timeoutSeconds,
          maxClients,
          protectedMode,
          requirePass,
          users,
          aclFile,
          aclLogMaxLength,
          allChannelsByDefault,
          maxBulkBytes,
          maxQueryBytes,
          normalOutput,
          pubsubOutput);
    }
  }
}
