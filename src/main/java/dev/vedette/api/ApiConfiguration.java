package dev.vedette.api;

import dev.vedette.api.access.EngineAccess;
import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.event.EventController;
import dev.vedette.api.event.RecentEvents;
import dev.vedette.api.master.MasterChangeController;
import dev.vedette.api.master.MasterController;
import dev.vedette.api.master.NodeController;
import dev.vedette.api.master.OperateController;
import dev.vedette.api.master.Pictures;
import dev.vedette.api.master.UpSince;
import dev.vedette.api.openapi.OpenApiConfiguration;
import dev.vedette.api.script.ScriptController;
import dev.vedette.api.security.SecurityConfiguration;
import dev.vedette.api.settings.ConfigController;
import dev.vedette.api.settings.SentinelController;
import dev.vedette.api.web.WebConfiguration;
import dev.vedette.engine.Engine;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The beans of the REST side. It needs an {@link Engine}; everything else it brings itself, with
 * defaults where another room may have something better.
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
  NodeController.class,
  SentinelController.class,
  ConfigController.class,
  ScriptController.class,
  EventController.class
})
public class ApiConfiguration {

  @Bean
  SentinelAccess sentinelAccess(Engine engine) {
    return new EngineAccess(engine);
  }

  @Bean
  UpSince upSince(Engine engine) {
    UpSince upSince = new UpSince();
    engine.addListener(upSince, 0);
    return upSince;
  }

  @Bean
  Pictures pictures(SentinelAccess sentinel, UpSince upSince) {
    return new Pictures(sentinel, upSince, InstantSource.system());
  }

  @Bean
  RecentEvents recentEvents(Engine engine) {
    RecentEvents events = new RecentEvents();
    engine.addListener(events, 0);
    return events;
  }
}
