package dev.vedette.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What the chart says to values that do not work, and what the default renders. */
class ChartValuesTest {

  private static final Path GOLDEN = Path.of("src/test/resources/helm/default.yaml");

  static List<Path> bad() {
    return Chart.badValues();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void bad_values_are_refused_with_a_sentence(Path file) throws IOException {
    String expected = Files.readAllLines(file).getFirst().substring("# ".length());

    assertThatThrownBy(() -> Chart.render(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void all_mistakes_are_told_at_once() {
    assertThatThrownBy(() ->
            Chart.render(
                Path.of("src/helm/bad/even-replicas.yml"),
                Path.of("src/helm/bad/tls-without-certificate.yml"),
                Path.of("src/helm/bad/missing-secret.yml")))
        .hasMessageContaining("replicaCount is 4")
        .hasMessageContaining("tls.enabled is true")
        .hasMessageContaining("sentinel.auth.enabled is true");
  }

  @Test
  void the_chart_is_of_the_version_that_is_built() throws IOException {
    Map<String, Object> chart =
        new Yaml().load(Files.readString(Chart.FOLDER.resolve("Chart.yaml")));

    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<artifactId>vedette</artifactId>\n  <version>"
                + chart.get("appVersion")
                + "</version>");
  }

  @Test
  void lint_finds_nothing() {
    LintResult result = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(result.isFailed()).as(() -> String.join("\n", result.getMessages())).isFalse();
  }

  /** With {@code -Drewrite} it is written instead; read the difference before you commit it. */
  @Test
  void the_default_renders_what_it_rendered_before() throws IOException {
    // The tokens are drawn at random.
    String rendered =
        Chart.render(Path.of("src/helm/matrix/minimal.yml"))
            .replaceAll("(?m)^(  (?:admin|metrics)-token(?:-hash)?:).*", "$1 RANDOM");

    if (System.getProperty("rewrite") != null) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, rendered);
    } else {
      assertThat(rendered).isEqualTo(Files.readString(GOLDEN));
    }
  }

  @Test
  void every_rendering_draws_other_tokens() {
    assertThat(Chart.render()).isNotEqualTo(Chart.render());
  }
}
