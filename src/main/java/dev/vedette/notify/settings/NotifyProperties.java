package dev.vedette.notify.settings;

import dev.vedette.notify.route.AlertSet;
import dev.vedette.notify.route.Deliver;
import dev.vedette.notify.route.Pacing.GroupBy;
import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.EventLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Notifications.
 *
 * @param enabled Whether notifications are sent at all. The scripts of masters run in any case.
 * @param queueFile File of the durable queue. By default it lies beside the state file.
 * @param scriptFolders Folders that scripts of script channels may lie in. Without one there can be
 *     no script channel.
 * @param troubleChannels Names of the channels that tell about trouble with other channels. By
 *     default all of them.
 * @param historyMaxAge How long deliveries that are over are kept.
 * @param historyMaxCount How many deliveries that are over are kept.
 * @param channels Ways to tell somebody, by kind and name.
 * @param routes Which events go to which channels, and how. Without any, every channel gets the
 *     essential ones.
 */
@ConfigurationProperties(prefix = NotifyProperties.PREFIX, ignoreUnknownFields = false)
public record NotifyProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable Path queueFile,
    @DefaultValue List<Path> scriptFolders,
    @Nullable List<String> troubleChannels,
    @DefaultValue("7d") Duration historyMaxAge,
    @DefaultValue("20000") int historyMaxCount,
    @DefaultValue Channels channels,
    @DefaultValue List<RouteProperties> routes) {

  /** What all names begin with. */
  public static final String PREFIX = "vedette.notify";

  /** Nothing configured. */
  public static final NotifyProperties EMPTY =
      new NotifyProperties(
          true,
          null,
          List.of(),
          null,
          Duration.ofDays(7),
          20_000,
          new Channels(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
          List.of());

  /**
   * Channels by kind and name.
   *
   * @param script Executables of the operator.
   * @param email Mail to people.
   * @param webhook HTTP servers.
   * @param redis Redis channels and streams.
   * @param log Lines in the log.
   * @param custom Beans of type Channel, by their names; only their limits can be set here.
   */
  public record Channels(
      @DefaultValue Map<String, ScriptProperties> script,
      @DefaultValue Map<String, EmailProperties> email,
      @DefaultValue Map<String, WebhookProperties> webhook,
      @DefaultValue Map<String, RedisProperties> redis,
      @DefaultValue Map<String, LogProperties> log,
      @DefaultValue Map<String, CustomProperties> custom) {}

  /**
   * A route.
   *
   * @param name Unique name.
   * @param set A ready-made choice of events.
   * @param masters Patterns of master names, one of which must match.
   * @param events Patterns of event names, one of which must match.
   * @param level The quietest level that matches.
   * @param role Our part in it.
   * @param deliver Which sentinels of the fleet deliver.
   * @param groupBy What goes into one message.
   * @param groupWait How long the first event of a group waits for others.
   * @param groupInterval The least time between two messages of a group.
   * @param repeatInterval How often a problem that lasts is told again; 0 for never.
   * @param sendResolved Whether the end of a told problem is told.
   * @param channels Names of the channels.
   */
  public record RouteProperties(
      @Nullable String name,
      @Nullable AlertSet set,
      @DefaultValue List<String> masters,
      @DefaultValue List<String> events,
      @Nullable EventLevel level,
      @Nullable Role role,
      @Nullable Deliver deliver,
      @DefaultValue("none") GroupBy groupBy,
      @DefaultValue("0s") Duration groupWait,
      @DefaultValue("0s") Duration groupInterval,
      @DefaultValue("0s") Duration repeatInterval,
      @DefaultValue("false") boolean sendResolved,
      @DefaultValue List<String> channels) {}

  /**
   * When a failed delivery is attempted again. What is not set has a default for its kind of
   * channel.
   *
   * @param initialDelay Before the second attempt.
   * @param multiplier By which the wait grows with every attempt.
   * @param maxDelay The longest wait.
   * @param jitter The part of the wait that is random, 0 to 1.
   * @param maxAttempts How often at most; 0 for as often as max-age allows.
   * @param maxAge No attempt begins later than that after the event; 0 for no bound.
   */
  public record RetryProperties(
      @Nullable Duration initialDelay,
      @Nullable Double multiplier,
      @Nullable Duration maxDelay,
      @Nullable Double jitter,
      @Nullable Integer maxAttempts,
      @Nullable Duration maxAge) {

    /** All defaults. */
    public static final RetryProperties NONE =
        new RetryProperties(null, null, null, null, null, null);
  }

  /**
   * Limits that every channel has.
   *
   * @param retry When a failed delivery is attempted again.
   * @param timeout How long an attempt may take.
   * @param maxConcurrent How many attempts are made at a time.
   * @param maxQueued How many deliveries may wait; above it the oldest are dropped.
   */
  public record Limits(
      @Nullable RetryProperties retry,
      @Nullable Duration timeout,
      @Nullable Integer maxConcurrent,
      @Nullable Integer maxQueued) {}

  /**
   * A script channel.
   *
   * @param path The executable.
   * @param environment Variables that it sees on top of those that tell the event.
   * @param timeout How long it may run before it is killed with its children.
   */
  public record ScriptProperties(
      @Nullable Path path,
      @DefaultValue Map<String, String> environment,
      @DefaultValue("60s") Duration timeout,
      @Nullable RetryProperties retry,
      @DefaultValue("16") int maxConcurrent,
      @DefaultValue("10000") int maxQueued) {

    /** Without values of variables. */
    @Override
    public String toString() {
      return "ScriptProperties[path=" + path + "]";
    }
  }

  /**
   * An email channel.
   *
   * @param to Recipients, such as "Ops Team &lt;ops@example.org&gt;".
   * @param from The sender.
   * @param replyTo Where answers go.
   * @param host The SMTP server; without it that of spring.mail.
   * @param port Its port.
   * @param username User to log in as.
   * @param password Password of that user.
   * @param starttls Whether the connection is encrypted once it stands.
   * @param tls Whether the connection is encrypted from its beginning.
   * @param sslBundle Name of the SSL bundle with whom to trust.
   * @param subject Mustache template of the subject.
   * @param textTemplate File with the Mustache template of the text.
   * @param htmlTemplate File with the Mustache template of the HTML text.
   */
  public record EmailProperties(
      @DefaultValue List<String> to,
      @Nullable String from,
      @Nullable String replyTo,
      @Nullable String host,
      @DefaultValue("587") int port,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("required") Starttls starttls,
      @DefaultValue("false") boolean tls,
      @Nullable String sslBundle,
      @Nullable String subject,
      @Nullable Path textTemplate,
      @Nullable Path htmlTemplate,
      @DefaultValue("30s") Duration timeout,
      @Nullable RetryProperties retry,
      @DefaultValue("4") int maxConcurrent,
      @DefaultValue("10000") int maxQueued) {

    /** Without the password. */
    @Override
    public String toString() {
      return "EmailProperties[to=" + to + ", host=" + host + ", port=" + port + "]";
    }
  }

  /** Encryption of a connection that already stands. */
  public enum Starttls {
    /** Never. */
    OFF,
    /** If the server can. */
    OPPORTUNISTIC,
    /** Always; no mail to a server that cannot. */
    REQUIRED
  }

  /**
   * A webhook channel.
   *
   * @param url Where to post.
   * @param format What the body looks like.
   * @param template Mustache template of the body, for the format template.
   * @param templateFile File with that template.
   * @param secrets Keys to sign with (Standard Webhooks), the newest first.
   * @param headers More headers.
   * @param bearerToken Token of an Authorization header.
   * @param username User of an Authorization header.
   * @param password Password of that user.
   * @param sslBundle Name of the SSL bundle with whom to trust and who we are.
   * @param allowPrivateNetworks Whether private addresses and this machine may be reached.
   */
  public record WebhookProperties(
      @Nullable String url,
      @DefaultValue("vedette") dev.vedette.notify.channel.webhook.PayloadFormat format,
      @Nullable String template,
      @Nullable Path templateFile,
      @DefaultValue List<String> secrets,
      @DefaultValue Map<String, String> headers,
      @Nullable String bearerToken,
      @Nullable String username,
      @Nullable String password,
      @Nullable String sslBundle,
      @DefaultValue("false") boolean allowPrivateNetworks,
      @DefaultValue("15s") Duration timeout,
      @Nullable RetryProperties retry,
      @DefaultValue("4") int maxConcurrent,
      @DefaultValue("10000") int maxQueued) {

    /** Without anything that may be secret. */
    @Override
    public String toString() {
      return "WebhookProperties[format=" + format + "]";
    }
  }

  /**
   * A Redis channel.
   *
   * @param host Where the Redis is.
   * @param port Its port.
   * @param username ACL user.
   * @param password Password of that user.
   * @param database Number of the database.
   * @param tls Whether the connection is encrypted.
   * @param sslBundle Name of the SSL bundle with whom to trust and who we are.
   * @param channel Channel to PUBLISH to.
   * @param stream Stream to XADD to, instead of a channel.
   * @param maxLength About how many entries the stream keeps.
   */
  public record RedisProperties(
      @Nullable String host,
      @DefaultValue("6379") int port,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("0") int database,
      @DefaultValue("false") boolean tls,
      @Nullable String sslBundle,
      @Nullable String channel,
      @Nullable String stream,
      @DefaultValue("10000") long maxLength,
      @DefaultValue("5s") Duration timeout,
      @Nullable RetryProperties retry,
      @DefaultValue("4") int maxConcurrent,
      @DefaultValue("10000") int maxQueued) {

    /** Without the password. */
    @Override
    public String toString() {
      return "RedisProperties[host=" + host + ", port=" + port + "]";
    }
  }

  /**
   * A log channel.
   *
   * @param level Level of its lines.
   */
  public record LogProperties(
      @DefaultValue("warn") org.slf4j.event.Level level, @DefaultValue("10000") int maxQueued) {}

  /**
   * Limits of a channel that is a bean.
   *
   * @param timeout How long an attempt may take.
   * @param retry When a failed delivery is attempted again.
   * @param maxConcurrent How many attempts are made at a time.
   * @param maxQueued How many deliveries may wait; above it the oldest are dropped.
   */
  public record CustomProperties(
      @DefaultValue("30s") Duration timeout,
      @Nullable RetryProperties retry,
      @DefaultValue("4") int maxConcurrent,
      @DefaultValue("10000") int maxQueued) {

    /** All defaults. */
    public static final CustomProperties DEFAULT =
        new CustomProperties(Duration.ofSeconds(30), null, 4, 10_000);
  }
}
