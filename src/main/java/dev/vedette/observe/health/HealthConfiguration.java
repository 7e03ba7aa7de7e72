package dev.vedette.observe.health;

import dev.vedette.engine.Engine;
import dev.vedette.engine.HeapMemory;
import dev.vedette.journal.Journal;
import dev.vedette.kubernetes.RoleKeeper;
import dev.vedette.notify.Notifications;
import dev.vedette.observe.Pictures;
import dev.vedette.observe.SetAsideLines;
import dev.vedette.resp.RespServer;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The components of health; the name of a bean is the name of its component. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

  @Bean("engineHealthIndicator")
  HealthContributor engine(Engine engine) {
    return new EngineHealth(engine);
  }

  @Bean("portHealthIndicator")
  HealthContributor port(RespServer port) {
    return new PortHealth(port);
  }

  @Bean("stateHealthIndicator")
  HealthContributor state(Pictures pictures, ObjectProvider<SetAsideLines> setAside) {
    return new StateHealth(pictures, setAside.getIfAvailable(() -> new SetAsideLines(List.of())));
  }

  @Bean("saveHealthIndicator")
  HealthContributor save(Engine engine) {
    return new SaveHealth(engine);
  }

  @Bean("memoryHealthIndicator")
  HealthContributor memory(HeapMemory memory) {
    return new MemoryHealth(memory);
  }

  @Bean("journalHealthIndicator")
  HealthContributor journal(Journal journal) {
    return new JournalHealth(journal);
  }

  @Bean("notificationsHealthIndicator")
  HealthContributor notifications(Notifications notifications) {
    return new NotificationHealth(notifications);
  }

  @Bean("kubernetesHealthIndicator")
  @ConditionalOnBooleanProperty("vedette.kubernetes.enabled")
  HealthContributor kubernetes(RoleKeeper keeper) {
    return new KubernetesHealth(keeper::status);
  }

  @Bean("mastersHealthContributor")
  HealthContributor masters(Pictures pictures) {
    return new MastersHealth(pictures);
  }
}
