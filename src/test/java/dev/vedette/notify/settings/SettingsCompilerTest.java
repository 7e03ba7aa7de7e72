package dev.vedette.notify.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.notify.RecordingChannel;
import dev.vedette.notify.channel.Channel;
import dev.vedette.notify.delivery.RetryPlan;
import dev.vedette.notify.route.AlertSet;
import dev.vedette.notify.route.Deliver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

class SettingsCompilerTest {

  @TempDir Path folder;

  @Test
  void nothing_configured_is_nothing_to_do() {
    var settings = compile(Map.of());

    assertThat(settings.routes()).isEmpty();
    assertThat(settings.channels()).isEmpty();
  }

  @Test
  void a_channel_without_a_route_gets_the_essential_events() {
    var settings = compile(Map.of("channels.log.events.level", "info"));

    var route = settings.routes().getFirst();
    assertThat(route.set()).isEqualTo(AlertSet.ESSENTIAL);
    assertThat(route.deliver()).isEqualTo(Deliver.ONE);
    assertThat(route.channels()).containsExactly("events");
  }

  @Test
  void reads_a_route_with_all_it_can_have() {
    var settings =
        compile(
            Map.ofEntries(
                Map.entry("channels.log.a.level", "info"),
                Map.entry("routes[0].name", "r"),
                Map.entry("routes[0].set", "all-warnings"),
                Map.entry("routes[0].masters", "prod-*,m"),
                Map.entry("routes[0].events", "+sdown,-s*"),
                Map.entry("routes[0].level", "warning"),
                Map.entry("routes[0].role", "leader"),
                Map.entry("routes[0].deliver", "one"),
                Map.entry("routes[0].group-by", "failover"),
                Map.entry("routes[0].group-wait", "10s"),
                Map.entry("routes[0].repeat-interval", "1h"),
                Map.entry("routes[0].send-resolved", "true"),
                Map.entry("routes[0].channels", "a")));

    var route = settings.routes().getFirst();
    assertThat(route.matcher().masters()).containsExactly("prod-*", "m");
    assertThat(route.pacing().groupWaitMillis()).isEqualTo(10_000);
    assertThat(route.pacing().repeatIntervalMillis()).isEqualTo(3_600_000);
    assertThat(route.deliver()).isEqualTo(Deliver.ONE);
  }

  @Test
  void a_script_is_retried_as_a_sentinel_does_and_that_can_be_changed() throws IOException {
    Path script = script();
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "script-folders", folder.toString(), "channels.script.s.path", script.toString()));

    assertThat(plan(properties).maxAttempts()).isEqualTo(10);
    assertThat(plan(properties).initialMillis()).isEqualTo(30_000);
    properties.put("channels.script.s.retry.max-attempts", "3");
    properties.put("channels.script.s.retry.initial-delay", "1s");
    assertThat(plan(properties).maxAttempts()).isEqualTo(3);
    assertThat(plan(properties).initialMillis()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          channels.webhook.w.url | ftp://example.org | channels.webhook.w.url | must begin with https
          channels.webhook.w.url | https:// | channels.webhook.w.url |
          channels.webhook.w.url | http://10.0.0.1/x | channels.webhook.w.url | may not be reached
          channels.webhook.w.url | http://[::1]/x | channels.webhook.w.url | may not be reached
          channels.webhook.w.url | https://u:p@example.org | channels.webhook.w.url | must not contain a user
          channels.webhook.w.format | slack | channels.webhook.w.url | is missing
          channels.email.e.to[0] | nobody | channels.email.e.to[0] | is not
          channels.email.e.from | a@example.org | channels.email.e.to | is empty
          channels.redis.r.channel | events | channels.redis.r.host | is missing
          channels.redis.r.host | localhost | channels.redis.r.channel | either channel or stream
          channels.script.s.path | /bin/true | script-folders | is empty
          script-folders[0] | /no/such/folder | script-folders[0] | is not a folder
          channels.custom.c.max-queued | 5 | channels.custom.c | no bean
          routes[0].channels | a | routes[0].name | is missing
          trouble-channels | nobody | trouble-channels[0] | there is no channel
          history-max-count | 0 | history-max-count | at least 1
          """)
  void names_the_property_that_is_wrong(
      String property, String value, String blamed, String problem) {
    assertThatThrownBy(() -> compile(Map.of(property, value)))
        .isInstanceOf(InvalidNotifyPropertyException.class)
        .hasMessageStartingWith("vedette.notify." + blamed + ": ")
        .hasMessageContaining(Objects.requireNonNullElse(problem, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          events[0] | +sdwon | events[0] | no event is called '+sdwon'
          channels[0] | nobody | channels[0] | there is no channel 'nobody'
          repeat-interval | 1s | repeat-interval | at least 10s
          group-wait | -1s | group-wait | must not be negative
          """)
  void names_the_property_of_a_route_that_is_wrong(
      String property, String value, String blamed, String problem) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "channels.log.a.level", "info",
                "routes[0].name", "r",
                "routes[0].channels[0]", "a"));
    properties.put("routes[0]." + property, value);

    assertThatThrownBy(() -> compile(properties))
        .isInstanceOf(InvalidNotifyPropertyException.class)
        .hasMessageStartingWith("vedette.notify.routes[0]." + blamed + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void a_broken_template_is_named() throws IOException {
    Path template = Files.writeString(folder.resolve("mail.txt"), "{{mastre}}");

    assertThatThrownBy(() ->
            compile(
                Map.of(
                    "channels.email.e.to", "a@example.org",
                    "channels.email.e.from", "b@example.org",
                    "channels.email.e.host", "localhost",
                    "channels.email.e.text-template", template.toString())))
        .hasMessageStartingWith("vedette.notify.channels.email.e.text-template: ")
        .hasMessageContaining("mastre");
  }

  @Test
  void a_script_outside_of_the_allowed_folders_is_refused_even_behind_a_link() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("allowed"));
    Path link = Files.createSymbolicLink(inside.resolve("link.sh"), script());

    assertThatThrownBy(() ->
            compile(
                Map.of(
                    "script-folders", inside.toString(),
                    "channels.script.s.path", link.toString())))
        .hasMessageStartingWith("vedette.notify.channels.script.s.path: ")
        .hasMessageContaining("lies in none of the folders");
  }

  @Test
  void two_channels_of_one_name_are_refused() {
    assertThatThrownBy(() ->
            compile(
                Map.of(
                    "channels.log.x.level", "info",
                    "channels.webhook.x.url", "https://example.org/")))
        .hasMessageContaining("another channel is called 'x'");
  }

  @Test
  void a_bean_is_a_channel_with_limits_of_its_own() {
    var bean = new RecordingChannel("mine");

    var settings = compile(Map.of("channels.custom.mine.retry.max-attempts", "2"), List.of(bean));

    var active = Objects.requireNonNull(settings.channels().get("mine"));
    assertThat(active.channel()).isSameAs(bean);
    assertThat(active.plan().maxAttempts()).isEqualTo(2);
    assertThat(settings.routes().getFirst().channels()).containsExactly("mine");
  }

  @Test
  void secrets_are_in_no_text_of_the_properties() {
    var properties =
        bind(
            Map.of(
                "channels.webhook.w.url", "https://example.org/T0KEN",
                "channels.webhook.w.secrets[0]", "whsec_S3CRET",
                "channels.email.e.password", "P4SS",
                "channels.redis.r.password", "P4SS"));

    assertThat(properties.toString()).doesNotContain("S3CRET", "P4SS", "T0KEN");
  }

  private RetryPlan plan(Map<String, String> properties) {
    return Objects.requireNonNull(compile(properties).channels().get("s")).plan();
  }

  private Path script() throws IOException {
    Path script = folder.resolve("notify.sh");
    if (!Files.exists(script)) {
      Files.writeString(script, "#!/bin/sh\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    return script;
  }

  private static NotifySettings compile(Map<String, String> properties) {
    return compile(properties, List.of());
  }

  private static NotifySettings compile(Map<String, String> properties, List<Channel> beans) {
    return new SettingsCompiler(new DefaultSslBundleRegistry(), () -> null, beans)
        .compile(bind(properties));
  }

  private static NotifyProperties bind(Map<String, String> properties) {
    Map<String, String> full = new HashMap<>();
    properties.forEach((key, value) -> full.put("vedette.notify." + key, value));
    return new Binder(new MapConfigurationPropertySource(full))
        .bind("vedette.notify", Bindable.of(NotifyProperties.class))
        .orElse(NotifyProperties.EMPTY);
  }
}
