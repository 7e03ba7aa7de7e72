package dev.vedette.observe.metrics;

import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineMeter;
import dev.vedette.link.LinkMeter;
import dev.vedette.link.NettyLinks;
import io.micrometer.core.instrument.MeterRegistry;

/** Our meters at the engine and the links, for as long as the admin side is up. */
final class Measuring implements AutoCloseable {

  private final Engine engine;
  private final NettyLinks links;
  private final EventMeters events;

  Measuring(Engine engine, NettyLinks links, EventMeters events, MeterRegistry registry) {
    this.engine = engine;
    this.links = links;
    this.events = events;
    engine.measureWith(new EngineTimers(registry));
    links.measureWith(new PingTimers(registry));
    engine.addListener(events, 0);
  }

  @Override
  public void close() {
    engine.measureWith(EngineMeter.NONE);
    links.measureWith(LinkMeter.NONE);
    engine.removeListener(events);
    events.close();
  }
}
