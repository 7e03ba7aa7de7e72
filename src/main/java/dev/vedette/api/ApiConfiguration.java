package dev.vedette.api;

import dev.vedette.api.access.EngineAccess;
import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.event.EventController;
import dev.vedette.api.event.EventHistory;
import dev.vedette.api.event.EventStreamController;
import dev.vedette.api.event.EventStreams;
import dev.vedette.api.event.JournalHistory;
import dev.vedette.api.failover.FailoverController;
import dev.vedette.api.failover.FailoverLocation;
import dev.vedette.api.master.MasterChangeController;
import dev.vedette.api.master.MasterController;
import dev.vedette.api.master.NodeController;
import dev.vedette.api.master.OperateController;
import dev.vedette.api.master.Pictures;
import dev.vedette.api.master.ReplicaController;
import dev.vedette.api.master.ScriptPaths;
import dev.vedette.api.master.UpSince;
import dev.vedette.api.notification.QueueController;
import dev.vedette.api.notification.RoutingController;
import dev.vedette.api.notification.SilenceController;
import dev.vedette.api.openapi.OpenApiConfiguration;
import dev.vedette.api.script.ScriptController;
import dev.vedette.api.security.AuditJournal;
import dev.vedette.api.security.AuditSink;
import dev.vedette.api.security.SecurityConfiguration;
import dev.vedette.api.settings.ConfigController;
import dev.vedette.api.settings.SentinelController;
import dev.vedette.api.settings.ServiceDescription;
import dev.vedette.api.web.WebConfiguration;
import dev.vedette.engine.Engine;
import dev.vedette.journal.Journal;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The beans of the REST side. It needs an {@link Engine}, a {@link Journal}, the notifications, the
 * pending scripts, the log control and a description of the service; everything else it brings
 * itself.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/vedette/api/api.properties")
@Import({
  WebConfiguration.class,
  SecurityConfiguration.class,
  OpenApiConfiguration.class,
  MasterController.class,
  MasterChangeController.class,
  OperateController.class,
  ReplicaController.class,
  NodeController.class,
  SentinelController.class,
  ConfigController.class,
  ScriptController.class,
  EventController.class,
  EventStreamController.class,
  FailoverController.class,
  QueueController.class,
  RoutingController.class,
  SilenceController.class
})
public class ApiConfiguration {

  @Bean
  SentinelAccess sentinelAccess(Engine engine) {
    return new EngineAccess(engine);
  }

  @Bean
  UpSince upSince(Engine engine) {
    return new UpSince(engine);
  }

  @Bean
  Pictures pictures(SentinelAccess sentinel, UpSince upSince) {
    return new Pictures(sentinel, upSince, InstantSource.system());
  }

  @Bean
  ScriptPaths scriptPaths(SentinelAccess sentinel, ServiceDescription service) {
    return new ScriptPaths(sentinel, service.workingDirectory());
  }

  @Bean
  EventHistory eventHistory(Journal journal) {
    return new JournalHistory(journal);
  }

  @Bean
  EventStreams eventStreams(EventHistory history, JsonMapper json) {
    return new EventStreams(history, json, EventStreams.HEARTBEAT);
  }

  @Bean
  FailoverLocation failoverLocation(Journal journal) {
    return new FailoverLocation(journal);
  }

  /** The journal keeps what was changed by whom. */
  @Bean
  AuditSink journalAudit(Journal journal) {
    return new AuditJournal(journal);
  }
}
