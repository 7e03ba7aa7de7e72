package dev.vedette.notify.channel.redis;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.DeliveryResult;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.channel.webhook.PayloadFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisStreamCommands.TrimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XAddOptions;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Publishes messages as JSON on a channel of a Redis, or appends them to a stream there. A message
 * published while nobody listens is gone: a stream keeps it.
 */
public final class RedisChannel implements Channel {

  /** How errors begin that another attempt would meet again. */
  private static final List<String> FINAL = List.of("WRONGTYPE", "ERR unknown command");

  private final String name;
  private final JedisConnectionFactory connections;
  private final StringRedisTemplate redis;
  private final Destination destination;
  private final String server;

  /**
   * Where messages go: exactly one of channel and stream is not null.
   *
   * @param channel PUBLISH to it
   * @param stream XADD to it
   * @param maxLength about how many entries the stream keeps
   */
  public record Destination(@Nullable String channel, @Nullable String stream, long maxLength) {}

  /**
   * Over these connections, which it closes.
   *
   * @param server where they lead, for people
   */
  public RedisChannel(
      String name, JedisConnectionFactory connections, String server, Destination destination) {
    this.name = name;
    this.connections = connections;
    this.redis = new StringRedisTemplate(connections);
    this.server = server;
    this.destination = destination;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "redis";
  }

  @Override
  public DeliveryResult deliver(Attempt attempt) {
    try {
      return send(attempt.notification());
    } catch (DataAccessException e) {
      String error = oneLine(e.getMostSpecificCause());
      // Everything else can be repaired at the other end: down, loading, full, a changed password.
      return FINAL.stream().anyMatch(error::startsWith)
          ? new DeliveryResult.Rejected(error)
          : new DeliveryResult.Retry(error);
    }
  }

  private static String oneLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
  }

  private DeliveryResult send(Notification notification) {
    String json = preview(notification);
    if (destination.channel() != null) {
      Long receivers = redis.convertAndSend(destination.channel(), json);
      return new DeliveryResult.Delivered("received by " + receivers);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", notification.id());
    fields.put("summary", notification.summary());
    fields.put("json", json);
    RecordId id =
        redis
            .<String, String>opsForStream()
            .add(
                StreamRecords.newRecord().in(stream()).ofMap(fields),
                XAddOptions.trim(TrimOptions.maxLen(destination.maxLength()).approximate()));
    return new DeliveryResult.Delivered("entry " + id);
  }

  private String stream() {
    String stream = destination.stream();
    if (stream == null) {
      throw new IllegalStateException("neither channel nor stream");
    }
    return stream;
  }

  @Override
  public String preview(Notification notification) {
    return PayloadFormat.VEDETTE.render(notification, null).body();
  }

  @Override
  public String target() {
    return (destination.channel() != null
            ? "PUBLISH " + destination.channel()
            : "XADD " + destination.stream() + " MAXLEN ~ " + destination.maxLength())
        + " at "
        + server;
  }

  @Override
  public void close() {
    connections.destroy();
  }
}
