package dev.vedette.notify.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What is found out before anything starts. */
class StartCheckTest {

  private final Map<String, Object> properties = new HashMap<>();

  private StartCheckTest with(String name, Object value) {
    properties.put(name.startsWith("spring.") ? name : "vedette.notify." + name, value);
    return this;
  }

  private boolean check() {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addLast(new MapPropertySource("test", properties));
    return new StartCheck(environment).run();
  }

  @Test
  void nothing_configured_is_nothing_to_check() {
    assertThat(check()).isFalse();
  }

  @Test
  void what_can_be_used_is_accepted() {
    with("channels.log.lines.level", "info");
    with("channels.redis.bus.host", "127.0.0.1").with("channels.redis.bus.channel", "alerts");
    with("routes[0].name", "r").with("routes[0].channels", "lines,bus");

    assertThat(check()).isTrue();
  }

  @Test
  void what_is_switched_off_may_be_unfinished() {
    with("enabled", "false").with("channels.webhook.hook.url", "ftp://nowhere");

    assertThat(check()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "routes[0].events, +sdwon, routes[0].events[0]",
    "routes[0].channels, nix, routes[0].channels[0]",
    "routes[0].group-by, colour, routes[0].group-by",
    "routes[0].group-wait, soon, routes[0].group-wait",
    "channels.webhook.hook.url, ftp://example.org, channels.webhook.hook.url",
    "channels.webhook.hook.url, http://169.254.169.254/, channels.webhook.hook.url",
    "channels.webhook.hook.secrets, short, channels.webhook.hook.secrets[0]",
    "channels.webhook.hook.ssl-bundle, nix, channels.webhook.hook.ssl-bundle",
    "channels.webhook.hook.template, {{nix}}, channels.webhook.hook.template",
    "channels.webhook.hook.template, {{#open}}, channels.webhook.hook.template",
    "channels.webhook.hook.colour, red, channels.webhook.hook.colour",
    "channels.email.mail.to, nobody, channels.email.mail.to[0]",
    "channels.email.mail.subject, {{summary, channels.email.mail.subject",
    "channels.email.mail.text-template, /no/such/file, channels.email.mail.text-template",
    "script-folders, /no/such/folder, script-folders[0]",
    "channels.script.page.path, /bin/true, script-folders",
    "trouble-channels, nix, trouble-channels[0]",
    "history-max-count, many, history-max-count",
    "colour, red, colour"
  })
  void a_mistake_is_told_with_the_name_of_the_property(String name, String value, String blamed) {
    with("channels.webhook.hook.url", "https://example.org/hook");
    with("channels.email.mail.to", "ops@example.org").with("channels.email.mail.host", "localhost");
    with("channels.email.mail.from", "vedette@example.org");
    with("routes[0].name", "r").with("routes[0].channels", "hook,mail");
    assertThat(check()).isTrue();
    if (name.endsWith(".template")) {
      with("channels.webhook.hook.format", "template");
    }

    with(name, value);

    assertThatThrownBy(this::check)
        .isInstanceOfSatisfying(
            InvalidNotifyPropertyException.class,
            e -> assertThat(e.property()).isEqualTo("vedette.notify." + blamed))
        .hasMessageStartingWith("vedette.notify." + blamed + ": ");
  }

  @Test
  void a_word_that_is_not_known_is_told_with_those_that_are() {
    with("channels.log.lines.level", "info");
    with("routes[0].name", "r").with("routes[0].channels", "lines").with("routes[0].set", "all");

    assertThatThrownBy(this::check)
        .hasMessage("vedette.notify.routes[0].set: 'all' is none of essential, all-warnings");
  }

  @Test
  void a_number_that_is_none_is_told_as_such() {
    with("history-max-count", "many");

    assertThatThrownBy(this::check)
        .hasMessage("vedette.notify.history-max-count: 'many' is not a number that it can have");
  }

  @Test
  void a_secret_is_not_repeated() {
    with("channels.webhook.hook.url", "https://example.org/hook");
    with("channels.webhook.hook.secrets", "whsec_geheim");

    assertThatThrownBy(this::check).hasMessageNotContaining("geheim");
  }

  @Test
  void what_only_the_admin_side_knows_is_taken_on_trust(@TempDir Path folder) {
    with("channels.custom.pager.timeout", "5s");
    with("channels.webhook.hook.url", "https://example.org/hook");
    with("channels.webhook.hook.ssl-bundle", "ours");
    with("spring.ssl.bundle.pem.ours.truststore.certificate", folder + "/ca.crt");
    with("channels.email.mail.to", "ops@example.org");
    with("channels.email.mail.from", "vedette@example.org");
    with("spring.mail.host", "localhost");
    with("routes[0].name", "r").with("routes[0].channels", "pager,hook,mail");

    assertThat(check()).isTrue();
  }
}
