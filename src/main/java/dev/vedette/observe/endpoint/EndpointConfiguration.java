package dev.vedette.observe.endpoint;

import dev.vedette.engine.PendingScripts;
import dev.vedette.observe.Pictures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of our actuator endpoints. */
@Configuration(proxyBeanMethods = false)
public class EndpointConfiguration {

  @Bean
  SentinelEndpoint sentinelEndpoint(Pictures pictures) {
    return new SentinelEndpoint(pictures);
  }

  @Bean
  PendingScriptsEndpoint pendingScriptsEndpoint(PendingScripts scripts) {
    return new PendingScriptsEndpoint(scripts);
  }
}
