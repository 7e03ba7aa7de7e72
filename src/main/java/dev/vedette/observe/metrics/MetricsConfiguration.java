package dev.vedette.observe.metrics;

import dev.vedette.engine.Engine;
import dev.vedette.engine.LogControl;
import dev.vedette.engine.PendingScripts;
import dev.vedette.journal.Journal;
import dev.vedette.journal.JournalHome;
import dev.vedette.kubernetes.RoleKeeper;
import dev.vedette.link.NettyLinks;
import dev.vedette.notify.Notifications;
import dev.vedette.notify.script.ScriptQueue;
import dev.vedette.observe.Pictures;
import dev.vedette.resp.RespServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the metrics. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  @Bean
  ExporterMetrics exporterMetrics(PendingScripts scripts, LogControl log) {
    return new ExporterMetrics(scripts, log);
  }

  @Bean
  MasterMetrics masterMetrics() {
    return new MasterMetrics();
  }

  @Bean
  EngineMetrics engineMetrics(Engine engine) {
    return new EngineMetrics(engine);
  }

  @Bean
  PortMetrics portMetrics(RespServer port) {
    return new PortMetrics(port);
  }

  @Bean
  LinkMetrics linkMetrics(NettyLinks links) {
    return new LinkMetrics(links);
  }

  @Bean
  ScriptMetrics scriptMetrics(ScriptQueue scripts) {
    return new ScriptMetrics(scripts::results);
  }

  @Bean
  BuildMetrics buildMetrics(ObjectProvider<BuildProperties> build) {
    return new BuildMetrics(build.getIfAvailable());
  }

  @Bean
  JournalMetrics journalMetrics(Journal journal) {
    return new JournalMetrics(journal);
  }

  @Bean
  NotificationMetrics notificationMetrics(Notifications notifications) {
    return new NotificationMetrics(notifications);
  }

  @Bean
  @ConditionalOnBooleanProperty("vedette.kubernetes.enabled")
  KubernetesMetrics kubernetesMetrics(RoleKeeper keeper) {
    return new KubernetesMetrics(keeper::status);
  }

  @Bean(destroyMethod = "")
  EventMeters eventMeters(MeterRegistry registry, JournalHome home) {
    return new EventMeters(
        List.of(
            new EventCounts(home.myId()),
            new TiltTime(System::nanoTime),
            new DownTime(System::nanoTime),
            new FailoverMeters(registry, home.myId())));
  }

  @Bean(destroyMethod = "close")
  Measuring measuring(Engine engine, NettyLinks links, EventMeters events, MeterRegistry registry) {
    return new Measuring(engine, links, events, registry);
  }

  @Bean(destroyMethod = "close")
  VedetteCollector vedetteCollector(
      Pictures pictures, List<MetricSource> sources, PrometheusRegistry registry) {
    return new VedetteCollector(pictures, sources, registry);
  }
}
