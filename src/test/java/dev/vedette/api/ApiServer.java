package dev.vedette.api;

import dev.vedette.api.settings.ServiceDescription;
import dev.vedette.engine.Engine;
import dev.vedette.engine.EngineClock;
import dev.vedette.engine.Links;
import dev.vedette.engine.LogControl;
import dev.vedette.engine.PendingScripts;
import dev.vedette.engine.StateStore;
import dev.vedette.journal.JournalConfiguration;
import dev.vedette.journal.JournalHome;
import dev.vedette.link.LinkSettings;
import dev.vedette.link.NettyLinks;
import dev.vedette.notify.NotifyConfiguration;
import dev.vedette.notify.QueueFile;
import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Effect;
import dev.vedette.sentinel.option.LogLevel;
import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.DurableState.MasterState;
import dev.vedette.sentinel.settings.MasterSettings;
import dev.vedette.sentinel.settings.SentinelSettings;
import dev.vedette.sentinel.settings.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST side on a real engine, on a free port; its links are real or lead nowhere. */
final class ApiServer implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();

  private final Engine engine;
  private final Links links;
  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final Path folder;

  /** How the state is saved; tests can make it fail. */
  static final class Disk implements StateStore {
    volatile boolean full;
    volatile @Nullable DurableState saved;

    @Override
    public void save(DurableState state) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      saved = state;
    }
  }

  /** A queue of scripts that never run. */
  static final class WaitingScripts implements PendingScripts {
    private final List<Script> waiting = new CopyOnWriteArrayList<>();

    void add(long id) {
      waiting.add(
          new Script(
              id, Effect.ScriptKind.NOTIFICATION, "mymaster", List.of("/x"), false, 0, 0, 30, 1));
    }

    @Override
    public List<Script> list() {
      return List.copyOf(waiting);
    }

    @Override
    public boolean cancel(long id) {
      return waiting.removeIf(script -> script.id() == id);
    }
  }

  private static final class FixedLog implements LogControl {
    private volatile LogLevel level = LogLevel.NOTICE;

    @Override
    public LogLevel level() {
      return level;
    }

    @Override
    public void level(LogLevel value) {
      level = value;
    }
  }

  /** What a server is to be like. */
  static final class Setup {
    private final List<MasterState> masters = new ArrayList<>();
    private final Map<String, Object> properties = new HashMap<>();
    private final Disk disk = new Disk();
    private SentinelSettings settings = SentinelSettings.ofPort(26379);
    private Function<Engine, Links> links = _ -> new DeadLinks();
    private final WaitingScripts scripts = new WaitingScripts();

    Setup master(String name, int port, UnaryOperator<MasterSettings> change) {
      MasterSettings plain =
          MasterSettings.of(name, 1, Timings.DEFAULTS).withDownAfterMillis(3_600_000);
      masters.add(MasterState.fresh(change.apply(plain), Address.ofIp("127.0.0.1", port)));
      return this;
    }

    Setup master(String name, int port) {
      return master(name, port, UnaryOperator.identity());
    }

    Setup settings(UnaryOperator<SentinelSettings> change) {
      settings = change.apply(settings);
      return this;
    }

    Setup property(String name, Object value) {
      properties.put(name, value);
      return this;
    }

    Setup realLinks() {
      links = engine -> new NettyLinks(engine, LinkSettings.DEFAULTS);
      return this;
    }

    WaitingScripts scripts() {
      return scripts;
    }

    Disk disk() {
      return disk;
    }

    ApiServer start() {
      return new ApiServer(this);
    }
  }

  /** The admin side without what other rooms bring. */
  @EnableAutoConfiguration(exclude = {DataRedisAutoConfiguration.class})
  @Import({ApiConfiguration.class, JournalConfiguration.class, NotifyConfiguration.class})
  static class AdminSide {}

  private static final class DeadLinks implements Links {
    @Override
    public void connect(Effect.Connect connect) {}

    @Override
    public void disconnect(Effect.Disconnect disconnect) {}

    @Override
    public void send(Effect.Send send) {}

    @Override
    public void resolve(Effect.Resolve resolve) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  static Setup setup() {
    return new Setup();
  }

  private ApiServer(Setup setup) {
    folder = newFolder();
    DurableState state =
        new DurableState("a".repeat(40), 0, setup.settings, List.copyOf(setup.masters));
    EngineClock clock = EngineClock.system();
    Sentinel sentinel = new Sentinel(state, 1, clock.monotonicMillis().getAsLong());
    engine = new Engine(sentinel, setup.disk, clock, _ -> {});
    links = setup.links.apply(engine);
    engine.start(links);
    context =
        new SpringApplicationBuilder(AdminSide.class)
            .web(WebApplicationType.SERVLET)
            .initializers(fresh -> registerParts(fresh.getBeanFactory(), setup))
            .properties(
                Map.of(
                    "server.port", "0",
                    "spring.main.banner-mode", "off"))
            .properties(setup.properties)
            .run();
    int port =
        Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
    base = URI.create("http://127.0.0.1:" + port);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("vedette-api-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void registerParts(ConfigurableListableBeanFactory beans, Setup setup) {
    beans.registerSingleton("engine", engine);
    beans.registerSingleton("scripts", setup.scripts);
    beans.registerSingleton("log", new FixedLog());
    beans.registerSingleton(
        "journalHome", new JournalHome(folder.resolve("journal.db"), "a".repeat(40)));
    beans.registerSingleton("queueFile", new QueueFile(folder.resolve("notifications.db")));
    beans.registerSingleton("service", ServiceDescription.UNKNOWN);
  }

  Engine engine() {
    return engine;
  }

  URI uri(String path) {
    return URI.create(base + path);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** What came back. */
  record Reply(int status, JsonNode json, String text, HttpResponse<String> raw) {
    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  Reply get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  Reply post(String path, @Nullable String json) {
    return sendJson("POST", path, json);
  }

  Reply patch(String path, String json) {
    return sendJson("PATCH", path, json);
  }

  Reply delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  Reply sendJson(String method, String path, @Nullable String json) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (json == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(json));
    }
    return send(request);
  }

  Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(
              request.timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofString());
      String text = response.body();
      boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
      JsonNode json = isJson && !text.isEmpty() ? JSON.readTree(text) : JSON.nullNode();
      return new Reply(response.statusCode(), json, text, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    context.close();
    engine.stop(Duration.ofSeconds(5));
    links.close();
    FileSystemUtils.deleteRecursively(folder.toFile());
  }
}
