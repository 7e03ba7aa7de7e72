package dev.vedette.kubernetes;

import dev.vedette.engine.Engine;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Labels and EndpointSlices as part of the admin side. The properties are always checked; without
 * {@code vedette.kubernetes.enabled} there is no bean, no thread, and no class of the client is
 * loaded.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KubernetesProperties.class)
public class KubernetesConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnBooleanProperty("vedette.kubernetes.enabled")
  RoleKeeper roleKeeper(Engine engine, KubernetesProperties properties) {
    return RoleKeeper.start(engine, properties.settings());
  }
}
