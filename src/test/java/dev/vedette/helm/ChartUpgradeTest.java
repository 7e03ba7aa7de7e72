package dev.vedette.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an upgrade looks up in the cluster first. */
class ChartUpgradeTest {

  private static final String NO_SECRET = "dict";

  @TempDir private Path folder;

  private Path values(String yaml) throws IOException {
    return Files.writeString(folder.resolve("values.yml"), yaml);
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "3, 5", "1, 3", "5, 3", "7, 5", "9, 5", "1, 1"})
  void scaling_that_leaves_a_majority_is_fine(int before, int after) throws IOException {
    String rendered = Chart.renderUpgrade(before, NO_SECRET, values("replicaCount: " + after));

    assertThat(Rendered.of(rendered).sentinels().getSpec().getReplicas()).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7 | 3 | to 5 first
          5 | 1 | to 3 first
          9 | 3 | to 5 first
          3 | 1 | Keep what there is
          """)
  void scaling_that_leaves_none_is_refused_with_the_next_step(int before, int after, String advice)
      throws IOException {
    Path values = values("replicaCount: " + after);

    assertThatThrownBy(() -> Chart.renderUpgrade(before, NO_SECRET, values))
        .hasMessageContaining("Scaling down from " + before + " to " + after)
        .hasMessageContaining(advice);
  }

  @Test
  void it_is_done_for_those_who_insist() throws IOException {
    Path values = values("{replicaCount: 1, membership: {allowMajorityLoss: true}}");

    assertThat(Chart.renderUpgrade(3, NO_SECRET, values)).contains("kind: StatefulSet");
  }

  @Test
  void tokens_that_were_drawn_stay_and_missing_ones_are_drawn() {
    String admin = Base64.getEncoder().encodeToString("drawn before".getBytes(UTF_8));

    Secret secret =
        Rendered.of(Chart.renderUpgrade(3, "dict \"admin-token\" \"" + admin + "\""))
            .one(Secret.class, "vedette-http");

    assertThat(secret.getData()).containsEntry("admin-token", admin);
    assertThat(secret.getData().get("admin-token-hash"))
        .isEqualTo(
            Base64.getEncoder()
                .encodeToString(
                    "7679aa8356429478589dd05d4c3a1e1093c5eb734da5e458b6009e20dfbf35f3"
                        .getBytes(UTF_8)));
    assertThat(secret.getData().get("metrics-token")).hasSizeGreaterThan(40);
  }
}
