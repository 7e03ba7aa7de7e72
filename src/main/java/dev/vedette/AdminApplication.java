package dev.vedette;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * What the admin side consists of: everything that the rooms below declare, on Spring Boot's
 * auto-configuration. The engine's own beans come from the parent context.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
    basePackages = {
      "dev.vedette.api",
      "dev.vedette.observe",
      "dev.vedette.notify",
      "dev.vedette.journal",
      "dev.vedette.cluster"
    })
class AdminApplication {}
