package dev.vedette.notify.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;

/** The configurations in the documentation can be used as they are. */
class ExampleSettingsTest {

  private static final Path EXAMPLES = Path.of("docs/examples/notifications");
  private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr";
  private static final Map<String, Object> SECRETS =
      Map.of(
          "SLACK_WEBHOOK_URL",
          "https://hooks.slack.example/services/T/B/X",
          "SMTP_PASSWORD",
          "secret",
          "WEBHOOK_SECRET",
          KEY,
          "NEW_SECRET",
          KEY,
          "OLD_SECRET",
          KEY,
          "TOKEN",
          "token");

  @ParameterizedTest
  @CsvSource({"slack.yml, slack, 2", "mail-and-webhook.yml, ops-mail, 2"})
  void an_example_can_be_loaded(String file, String channel, int routes) throws Exception {
    assertThat(EXAMPLES.resolve(file)).exists();
    var environment = new StandardEnvironment();
    environment.getPropertySources().addLast(new MapPropertySource("secrets", SECRETS));
    new YamlPropertySourceLoader()
        .load(file, new FileSystemResource(EXAMPLES.resolve(file)))
        .forEach(environment.getPropertySources()::addLast);

    NotifyProperties properties =
        Binder.get(environment).bind("vedette.notify", Bindable.of(NotifyProperties.class)).get();
    var settings =
        new SettingsCompiler(new DefaultSslBundleRegistry(), () -> null, List.of())
            .compile(properties);

    assertThat(settings.channels()).containsKey(channel);
    assertThat(settings.routes()).hasSize(routes);
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void what_the_document_shows_can_be_read(String yaml) throws IOException {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addLast(new MapPropertySource("secrets", SECRETS));
    new YamlPropertySourceLoader()
        .load("document", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
        .forEach(environment.getPropertySources()::addLast);

    NotifyProperties read = PropertyReader.bind(environment);

    assertThat(read).isNotEqualTo(NotifyProperties.EMPTY);
  }

  static List<String> snippets() throws IOException {
    List<String> found =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/notifications.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(found).hasSizeGreaterThanOrEqualTo(4);
    return found;
  }

  @ParameterizedTest
  @CsvSource({"notify-mail.sh", "move-virtual-ip.sh", "verify_webhook.py"})
  void an_example_script_can_be_executed(String file) {
    assertThat(Files.isExecutable(EXAMPLES.resolve(file))).isTrue();
  }
}
