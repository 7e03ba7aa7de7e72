package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The document is a promise: a change of it is seen in review. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

  private static final Path FROZEN = Path.of("docs", "openapi.json");
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ApiServer api;
  private JsonNode document;

  @BeforeAll
  void start() {
    api = ApiServer.setup().start();
    document = api.get("/v3/api-docs").json();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void is_the_frozen_one() throws IOException {
    if (System.getProperty("rewrite") != null) {
      Files.writeString(FROZEN, PRETTY.writeValueAsString(document) + "\n");
    }

    assertThat(PRETTY.writeValueAsString(document))
        .as("if the change is meant, run this test with -Drewrite and commit docs/openapi.json")
        .isEqualToNormalizingNewlines(Files.readString(FROZEN).stripTrailing());
  }

  @Test
  void every_operation_says_what_it_does_and_what_can_come_back() {
    Set<String> tags =
        Set.copyOf(
            document.path("tags").valueStream().map(t -> t.path("name").asString()).toList());
    for (Operation operation : Operation.all(document)) {
      JsonNode node = operation.node();
      String name = operation.method() + " " + operation.path();
      assertThat(node.path("summary").asString()).as(name).isNotBlank();
      assertThat(node.path("description").asString()).as(name).contains("Needs the role");
      assertThat(tags).as(name).contains(node.path("tags").path(0).asString());
      assertThat(List.copyOf(node.path("responses").propertyNames()))
          .as(name)
          .contains("401", "403", "406", "429", "503")
          .anyMatch(status -> status.startsWith("2"));
      for (JsonNode parameter : node.path("parameters")) {
        assertThat(parameter.path("description").asString()).as(name).isNotBlank();
      }
      for (JsonNode answer : node.path("responses")) {
        assertThat(answer.has("description") || answer.has("$ref")).as(name).isTrue();
      }
    }
  }

  @Test
  void operation_ids_are_unique_and_plain_words() {
    List<String> ids = Operation.all(document).stream().map(Operation::id).toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
  }

  @Test
  void every_reference_leads_somewhere() {
    for (String reference : document.findValuesAsString("$ref")) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void swagger_ui_is_served_with_the_document() {
    assertThat(api.get("/swagger-ui.html").status()).isEqualTo(302);
    assertThat(api.get("/swagger-ui/index.html").text()).contains("swagger-ui");
    assertThat(api.get("/v3/api-docs/swagger-config").json().path("url").asString())
        .isEqualTo("/v3/api-docs");
    assertThat(document.path("components").path("securitySchemes").propertyNames())
        .containsExactlyInAnyOrder("basic", "bearer");
  }
}
