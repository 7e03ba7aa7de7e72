package dev.vedette.journal;

import dev.vedette.engine.Engine;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The journal as part of the admin side. It needs an {@link Engine} and a {@link JournalHome}.
 *
 * <p>Its database is no {@code DataSource} bean on purpose: Spring Boot would open it while the
 * context starts, and a damaged or locked file would keep REST and metrics from starting.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JournalProperties.class)
public class JournalConfiguration {

  @Bean(destroyMethod = "close")
  RunningJournal runningJournal(JournalProperties properties, JournalHome home, Engine engine) {
    JournalSettings settings = properties.settings(home.file());
    return properties.enabled()
        ? RunningJournal.of(settings, home, engine)
        : RunningJournal.disabled(settings);
  }

  @Bean(destroyMethod = "")
  Journal journal(RunningJournal running) {
    return running.journal();
  }
}
