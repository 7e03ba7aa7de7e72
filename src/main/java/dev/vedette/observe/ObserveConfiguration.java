package dev.vedette.observe;

import dev.vedette.engine.Engine;
import dev.vedette.observe.endpoint.EndpointConfiguration;
import dev.vedette.observe.health.HealthConfiguration;
import dev.vedette.observe.metrics.MetricsConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * Observation as part of the admin side. The defaults of the actuator are in a file of their own,
 * below everything that an operator can set.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/vedette/observe/actuator.properties")
@Import({HealthConfiguration.class, EndpointConfiguration.class, MetricsConfiguration.class})
public class ObserveConfiguration {

  @Bean
  Pictures scrapePictures(Engine engine) {
    return new Pictures(engine);
  }
}
