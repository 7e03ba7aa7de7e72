package dev.vedette.api.event;

import dev.vedette.api.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Live streams of events (server-sent events). Each has a virtual thread of its own that reads the
 * history from where its client is, so that nothing is missed, nothing comes twice, and a slow
 * client delays nobody: it only falls behind. A client that reads nothing at all for a while is
 * dropped by the server's write time limit; a client that is gone is noticed by the next
 * heart-beat.
 */
public final class EventStreams implements SmartLifecycle {

  /** How many streams can be open at once. */
  public static final int LIMIT = 100;

  /** How often something is sent at least, so that proxies keep the connection open. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final int BATCH = 200;
  private static final MediaType JSON_TEXT =
      new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final EventHistory history;
  private final JsonMapper json;
  private final Duration heartbeat;
  private final Semaphore places = new Semaphore(LIMIT);
  private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  /**
   * Streams of that history.
   *
   * @param heartbeat how often something is sent at least
   */
  public EventStreams(EventHistory history, JsonMapper json, Duration heartbeat) {
    this.history = history;
    this.json = json;
    this.heartbeat = heartbeat;
  }

  /**
   * Opens a stream.
   *
   * @param after id of the last event that the client knows
   * @throws dev.vedette.api.problem.ProblemException 503 when too many are open
   */
  SseEmitter open(long after, EventFilter filter) {
    if (!running || !places.tryAcquire()) {
      throw ProblemType.TOO_MANY_STREAMS
          .because(LIMIT + " streams are open already.")
          .hint("Close one, or poll GET /api/v1/events?after=… instead.")
          .header("Retry-After", "5");
    }
    SseEmitter emitter = new SseEmitter(0L);
    open.add(emitter);
    emitter.onCompletion(() -> close(emitter));
    Thread.ofVirtual().name("event-stream").start(() -> run(emitter, after, filter));
    return emitter;
  }

  /** How many streams are open now. */
  public int count() {
    return open.size();
  }

  private void run(SseEmitter emitter, long after, EventFilter filter) {
    try {
      emitter.send(SseEmitter.event().comment("after " + after).reconnectTime(1_000));
      long last = after;
      while (open.contains(emitter)) {
        last = sendNew(emitter, last, filter);
        if (!history.awaitBeyond(last, heartbeat)) {
          emitter.send(SseEmitter.event().comment("heart-beat"));
        }
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("An event stream has ended: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("An event stream was closed: {}", e.getMessage());
    } finally {
      emitter.complete();
      close(emitter);
    }
  }

  /** Sends what came after that id, and returns the id of the last one that was looked at. */
  private long sendNew(SseEmitter emitter, long after, EventFilter filter) throws IOException {
    long last = after;
    long newest = history.lastId();
    List<EventResource> batch;
    do {
      batch = history.after(last, filter, BATCH);
      for (EventResource event : batch) {
        emitter.send(
            SseEmitter.event()
                .id(Long.toString(event.id()))
                .data(json.writeValueAsString(event), JSON_TEXT));
        last = event.id();
      }
    } while (batch.size() == BATCH);
    // What does not match the filter is behind us, too.
    return Math.max(last, newest);
  }

  private void close(SseEmitter emitter) {
    if (open.remove(emitter)) {
      places.release();
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends all streams, or the server would wait for them. */
  @Override
  public void stop() {
    running = false;
    open.forEach(SseEmitter::complete);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the web server in starting, before it in stopping. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }
}
