package dev.vedette;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The parts of the compose example fit together; {@link ComposeExampleIT} starts a Vedette of it.
 */
class ComposeExampleTest {

  private final ComposeExample example = new ComposeExample();

  @Test
  void has_a_master_two_replicas_three_vedettes_and_what_watches_them() {
    assertThat(example.services().keySet())
        .containsExactlyInAnyOrder(
            "redis-1",
            "redis-2",
            "redis-3",
            "vedette-1",
            "vedette-2",
            "vedette-3",
            "prometheus",
            "grafana",
            "mail");
    assertThat(example.command("redis-1")).doesNotContain("replicaof");
    for (String replica : List.of("redis-2", "redis-3")) {
      assertThat(example.command(replica))
          .contains("--replicaof redis-1 6379", "--replica-announce-ip " + replica);
    }
  }

  @Test
  void vedettes_differ_in_the_name_that_they_announce_and_in_nothing_else() {
    Map<String, String> first = example.environment("vedette-1");
    for (String vedette : ComposeExample.VEDETTES) {
      Map<String, String> expected = new HashMap<>(first);
      expected.put("VEDETTE_ANNOUNCE_IP", vedette);
      assertThat(example.environment(vedette)).isEqualTo(expected);
      assertThat(example.list(vedette, "volumes")).containsExactly(vedette + ":/data");
    }
  }

  @Test
  void vedettes_have_no_rights_and_little_memory() {
    for (String vedette : ComposeExample.VEDETTES) {
      assertThat(example.service(vedette))
          .containsEntry("read_only", true)
          .containsEntry("mem_limit", "256m");
      assertThat(example.list(vedette, "cap_drop")).containsExactly("ALL");
      assertThat(example.list(vedette, "security_opt")).containsExactly("no-new-privileges:true");
    }
  }

  @Test
  void only_this_machine_reaches_the_ports() {
    for (String service : example.services().keySet()) {
      assertThat(example.list(service, "ports"))
          .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }
  }

  @Test
  void prometheus_scrapes_every_vedette_with_the_token_that_they_know()
      throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(example.scrapeToken().getBytes(StandardCharsets.UTF_8));
    assertThat(example.environment("vedette-1"))
        .containsEntry("VEDETTE_SECURITY_TOKENS_PROMETHEUS_HASH", HexFormat.of().formatHex(hash));
    assertThat(example.scrapeConfig()).containsEntry("metrics_path", "/actuator/prometheus");
    List<?> targets =
        (List<?>) Objects.requireNonNull(example.scrapeConfig().get("static_configs"));
    assertThat(ComposeExample.map(targets.getFirst()).get("targets"))
        .isEqualTo(ComposeExample.VEDETTES.stream().map(name -> name + ":8080").toList());
  }

  @Test
  void every_file_that_is_mounted_exists() {
    for (String service : example.services().keySet()) {
      assertThat(example.list(service, "volumes"))
          .filteredOn(volume -> volume.startsWith("."))
          .allSatisfy(volume ->
              assertThat(ComposeExample.FOLDER.resolve(volume.split(":", 2)[0])).exists());
    }
  }
}
