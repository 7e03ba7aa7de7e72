package dev.vedette.notify.settings;

import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.channel.redis.RedisChannel;
import dev.vedette.notify.settings.NotifyProperties.RedisProperties;
import dev.vedette.sentinel.place.Address;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

/** Checks and builds Redis channels. */
final class RedisChannels {

  private final SslBundles ssl;

  RedisChannels(SslBundles ssl) {
    this.ssl = ssl;
  }

  Channel channel(String name, RedisProperties p, Check check) {
    String host = check.required(p.host(), "host", "say where the Redis is");
    check.that(p.port() >= 1 && p.port() <= 65535, "port", "must be between 1 and 65535");
    check.that(p.database() >= 0, "database", "must not be negative");
    check.that(
        (p.channel() == null) != (p.stream() == null),
        "channel",
        "set either channel or stream, and not both");
    check.that(p.maxLength() >= 1, "max-length", "must be at least 1");
    check.positive(p.timeout(), "timeout");
    RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(host, p.port());
    server.setDatabase(p.database());
    server.setUsername(p.username());
    server.setPassword(p.password());
    JedisConnectionFactory connections = new JedisConnectionFactory(server, client(p, check));
    connections.afterPropertiesSet();
    connections.start();
    return new RedisChannel(
        name,
        connections,
        Address.hostAndPort(host, p.port()),
        new RedisChannel.Destination(p.channel(), p.stream(), p.maxLength()));
  }

  private JedisClientConfiguration client(RedisProperties p, Check check) {
    var client =
        JedisClientConfiguration.builder()
            .clientName("vedette-notify")
            .connectTimeout(p.timeout())
            .readTimeout(p.timeout());
    SSLContext tls = ChannelCompiler.tls(ssl, p.sslBundle(), check);
    check.that(tls == null || p.tls(), "tls", "must be true to use an SSL bundle");
    if (p.tls()) {
      var secure = client.useSsl();
      if (tls != null) {
        secure.sslSocketFactory(tls.getSocketFactory());
      }
    }
    return client.build();
  }
}
