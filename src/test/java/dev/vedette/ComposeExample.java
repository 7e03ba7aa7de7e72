package dev.vedette;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code docs/examples/compose}, read as a container engine and Prometheus do. */
final class ComposeExample {

  static final Path FOLDER = Path.of("docs/examples/compose");
  static final List<String> VEDETTES = List.of("vedette-1", "vedette-2", "vedette-3");

  private final Map<String, Object> compose = yaml(FOLDER.resolve("docker-compose.yml"));
  private final Map<String, Object> prometheus = yaml(FOLDER.resolve("prometheus.yml"));

  Map<String, Object> services() {
    return map(compose.get("services"));
  }

  Map<String, Object> service(String name) {
    return map(services().get(name));
  }

  /** The environment of a service, with the doubled dollar signs that such a file needs undone. */
  Map<String, String> environment(String service) {
    Map<String, String> environment = new LinkedHashMap<>();
    map(service(service).get("environment"))
        .forEach((name, value) -> environment.put(name, value.toString().replace("$$", "$")));
    return environment;
  }

  String command(String service) {
    return String.valueOf(service(service).get("command"));
  }

  List<String> list(String service, String key) {
    List<?> values = (List<?>) service(service).getOrDefault(key, List.of());
    return values.stream().map(Object::toString).toList();
  }

  /** The only job that Prometheus scrapes. */
  Map<String, Object> scrapeConfig() {
    return map(((List<?>) Objects.requireNonNull(prometheus.get("scrape_configs"))).getFirst());
  }

  String scrapeToken() {
    return String.valueOf(map(scrapeConfig().get("authorization")).get("credentials"));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static Map<String, Object> yaml(Path file) {
    try {
      return new Yaml().load(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
