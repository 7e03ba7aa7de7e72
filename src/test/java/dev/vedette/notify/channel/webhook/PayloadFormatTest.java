package dev.vedette.notify.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vedette.notify.Alerts;
import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.channel.Templates;
import dev.vedette.notify.channel.Templates.Escaping;
import dev.vedette.notify.route.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PayloadFormatTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void vedette_says_everything() {
    var json = render(PayloadFormat.VEDETTE, Alerts.notification("r", Alerts.of("+odown", "m")));

    assertThat(json.path("type").asString()).isEqualTo("vedette.notification");
    assertThat(json.path("data").path("master").asString()).isEqualTo("m");
    var alert = json.path("data").path("alerts").path(0);
    assertThat(alert.path("event").asString()).isEqualTo("+odown");
    assertThat(alert.path("epoch").asLong()).isEqualTo(7);
    assertThat(alert.path("instance").path("port").asInt()).isEqualTo(6379);
    assertThat(alert.path("timeMs").asLong()).isGreaterThan(1_767_225_600_000L);
    assertThat(alert.path("time").asString()).matches("2026-01-01T00:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void cloudevents_is_one_event_or_a_batch() {
    var one = Alerts.notification("r", Alerts.of("+switch-master", "m"));
    assertThat(PayloadFormat.CLOUDEVENTS.render(one, null).contentType())
        .isEqualTo("application/cloudevents+json");
    var event = render(PayloadFormat.CLOUDEVENTS, one);
    assertThat(event.path("specversion").asString()).isEqualTo("1.0");
    assertThat(event.path("type").asString()).isEqualTo("dev.vedette.event.switch-master");
    assertThat(event.path("source").asString()).isEqualTo("/vedette/sentinels/" + Alerts.ME);
    assertThat(event.path("id").asString()).isNotEmpty();
    assertThat(event.path("subject").asString()).isEqualTo("m");

    var two = Alerts.notification("r", Alerts.of("+sdown", "m"), Alerts.of("-sdown", "m"));
    assertThat(PayloadFormat.CLOUDEVENTS.render(two, null).contentType())
        .isEqualTo("application/cloudevents-batch+json");
    assertThat(render(PayloadFormat.CLOUDEVENTS, two).path(1).path("type").asString())
        .isEqualTo("dev.vedette.event.sdown-cleared");
  }

  @Test
  void alertmanager_recognises_the_end_of_a_problem_by_its_fingerprint() {
    var opener = Alerts.of("+odown", "m");
    var opened = of(new Item(opener, Item.Kind.EVENT, "odown/m", opener.timeMillis(), 0));
    var closer = Alerts.of("-odown", "m");
    var closed = of(new Item(closer, Item.Kind.RESOLVED, "odown/m", opener.timeMillis(), 0));

    var firing = render(PayloadFormat.ALERTMANAGER, opened);
    var resolved = render(PayloadFormat.ALERTMANAGER, closed);

    assertThat(firing.path("version").asString()).isEqualTo("4");
    assertThat(firing.path("status").asString()).isEqualTo("firing");
    assertThat(resolved.path("status").asString()).isEqualTo("resolved");
    assertThat(alert(firing).path("labels").path("alertname").asString()).isEqualTo("odown");
    assertThat(alert(firing).path("fingerprint")).isEqualTo(alert(resolved).path("fingerprint"));
    assertThat(alert(firing).path("startsAt")).isEqualTo(alert(resolved).path("startsAt"));
    assertThat(alert(firing).path("endsAt").asString()).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(firing.path("commonLabels").path("master").asString()).isEqualTo("m");
  }

  @Test
  void slack_gets_its_three_characters_replaced() {
    var json = render(PayloadFormat.SLACK, Alerts.notification("r", Alerts.of("+odown", "<a&b>")));

    assertThat(json.path("text").asString())
        .contains("&lt;a&amp;b&gt;")
        .contains(":rotating_light:");
    assertThat(json.path("blocks").size()).isEqualTo(2);
  }

  @Test
  void a_template_of_json_stays_json_whatever_the_names_are() {
    var template = Templates.compile("{\"say\": \"{{summary}} {{master}}\"}", Escaping.JSON);
    var message = Alerts.notification("r", Alerts.of("+odown", "a\"b\\c\n"));

    var json = JSON.readTree(PayloadFormat.TEMPLATE.render(message, template).body());

    assertThat(json.path("say").asString()).endsWith("a\"b\\c\n");
  }

  @Test
  void a_broken_template_is_refused_when_it_is_read() {
    assertThatThrownBy(() -> Templates.compile("{{mastre}}", Escaping.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mastre");
    assertThatThrownBy(() -> Templates.compile("{{#alerts}} no end", Escaping.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode alert(JsonNode body) {
    return body.path("alerts").path(0);
  }

  private static Notification of(Item item) {
    return new Notification(
        "msg_1", "r", "m", "m", List.of(item), 0, 1_767_225_600_000L, Alerts.ME);
  }

  private static JsonNode render(PayloadFormat format, Notification notification) {
    return JSON.readTree(format.render(notification, null).body());
  }
}
