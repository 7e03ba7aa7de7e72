package dev.vedette;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * What the admin side consists of: everything that the rooms below declare, on Spring Boot's
 * auto-configuration. The engine's own beans come from the parent context.
 *
 * <p>Excluded is what would reach for a Redis or a user that nobody configured: Redis channels
 * connect to the server that they name.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      DataRedisAutoConfiguration.class,
      DataRedisReactiveAutoConfiguration.class,
      DataRedisRepositoriesAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class
    })
@ComponentScan(
    basePackages = {
      "dev.vedette.api",
      "dev.vedette.observe",
      "dev.vedette.notify",
      "dev.vedette.journal",
      "dev.vedette.cluster",
      "dev.vedette.kubernetes"
    })
class AdminApplication {}
