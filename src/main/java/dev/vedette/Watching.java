package dev.vedette;

import dev.vedette.config.ConfigProblem;
import dev.vedette.config.DurableStateFile;
import dev.vedette.config.VedetteSettings;
import dev.vedette.engine.Engine;
import dev.vedette.link.NettyLinks;
import dev.vedette.notify.script.ScriptQueue;
import dev.vedette.resp.RespServer;
import dev.vedette.sentinel.event.Event;
import dev.vedette.sentinel.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The order in which watching begins and ends. The port is bound before the first decision, so that
 * a second process on the same port never speaks to a Redis; at the end it is closed first, then
 * the engine finishes what waits and saves, and the links are closed last.
 */
final class Watching implements SmartLifecycle {

  private static final Duration ENGINE_STOP_LIMIT = Duration.ofMillis(2_500);
  private static final Duration SCRIPTS_STOP_LIMIT = Duration.ofMillis(500);

  /** More would not help anyone; the log has them all. */
  private static final int MAX_SET_ASIDE_EVENTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

  private final VedetteSettings settings;
  private final DurableStateFile stateFile;
  private final Engine engine;
  private final NettyLinks links;
  private final ScriptQueue scripts;
  private final RespServer port;
  private final MemoryWatch memory;
  private final WarmUp warmUp = new WarmUp();
  private volatile boolean running;

  Watching(
      VedetteSettings settings,
      DurableStateFile stateFile,
      Engine engine,
      NettyLinks links,
      ScriptQueue scripts,
      RespServer port,
      MemoryWatch memory) {
    this.settings = settings;
    this.stateFile = stateFile;
    this.engine = engine;
    this.links = links;
    this.scripts = scripts;
    this.port = port;
    this.memory = memory;
  }

  @Override
  public void start() {
    try {
      port.start();
    } catch (IOException e) {
      throw new StartException("The port cannot be opened: " + e.getMessage(), e);
    }
    running = true;
    writePid();
    LOG.info("Running mode=sentinel, port={}, state in {}", port.port(), stateFile.path());
    LOG.info("Sentinel ID is {}", settings.state().myId());
    settings.notes().forEach(note -> LOG.warn("{}", note));
    settings.setAside().forEach(Watching::logSetAside);
    scripts.start();
    engine.runScriptsWith(scripts);
    engine.start(links);
    memory.start(port);
    warmUp.start();
    settings.setAside().stream().limit(MAX_SET_ASIDE_EVENTS).forEach(this::tellSetAside);
  }

  private static void logSetAside(ConfigProblem problem) {
    LOG.error(
        "A line of the state cannot be read and is set aside. where={} line={} reason={}",
        problem.where(),
        problem.line(),
        problem.message());
  }

  private void tellSetAside(ConfigProblem problem) {
    engine.publish(
        Event.ofProcess(
            EventType.STATE_LINE_SET_ASIDE,
            problem.where() + ": " + problem.message(),
            settings.state().currentEpoch()));
  }

  @Override
  public void stop() {
    running = false;
    memory.stop();
    warmUp.stop();
    port.close();
    engine.stop(ENGINE_STOP_LIMIT);
    links.close();
    stateFile.close();
    endScripts();
    removePid();
  }

  private void writePid() {
    Path file = settings.pidFile();
    if (file != null) {
      try {
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
      } catch (IOException e) {
        LOG.warn("pidfile {} cannot be written: {}", file, e.toString());
      }
    }
  }

  private void removePid() {
    Path file = settings.pidFile();
    if (file != null) {
      try {
        boolean _ = Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("pidfile {} cannot be removed: {}", file, e.toString());
      }
    }
  }

  /** Running scripts are given a moment; those that take longer go on without us. */
  private void endScripts() {
    Thread ending = Thread.ofPlatform().daemon().name("scripts-stop").start(scripts::close);
    try {
      if (!ending.join(SCRIPTS_STOP_LIMIT)) {
        LOG.warn("Scripts are still running; they go on without us");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
