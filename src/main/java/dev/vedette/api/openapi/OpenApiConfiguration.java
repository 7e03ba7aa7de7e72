package dev.vedette.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the document says about the API as a whole. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

  private static final String DESCRIPTION =
      """
      Everything that `redis-sentinel` does over its port, and more, over HTTP.

      * Errors are problem details (RFC 9457) with a stable `type`, the `field` at fault and a \
      `hint` what to do.
      * Names are in camelCase, moments are ISO-8601 in UTC, durations are whole milliseconds in \
      properties that end in `Millis`.
      * Roles: `viewer` reads; `operator` also fails over, resets, cancels and flushes; `admin` \
      also adds, changes, removes, configures and simulates failures.
      * Every change is answered when it is on disk.
      """;

  @Bean
  RecordSchemas recordSchemas() {
    return new RecordSchemas();
  }

  @Bean
  StableOrder stableOrder() {
    return new StableOrder();
  }

  @Bean
  CommonAnswers commonAnswers() {
    return new CommonAnswers();
  }

  @Bean
  OpenAPI vedetteOpenApi() {
    return new OpenAPI()
        .servers(List.of(new Server().url("/").description("This service.")))
        .info(
            new Info()
                .title("Vedette")
                .version("v1")
                .description(DESCRIPTION)
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .tags(tags())
        .components(components())
        .addSecurityItem(new SecurityRequirement().addList("basic"))
        .addSecurityItem(new SecurityRequirement().addList("bearer"));
  }

  private static List<Tag> tags() {
    return List.of(
        tag(Tags.MASTERS, "Watching masters: look, add, change, fail over, reset, remove."),
        tag(Tags.LOAD_BALANCERS, "Health checks whose status code is the answer."),
        tag(Tags.FAILOVERS, "One record for each failover that was led or seen."),
        tag(Tags.EVENTS, "What happened: pages of history and a live stream."),
        tag(Tags.SENTINEL, "This sentinel as a whole."),
        tag(Tags.SCRIPTS, "Scripts that run or wait."),
        tag(Tags.NOTIFICATIONS, "The notification queue, silences, routes and channels."));
  }

  private static Tag tag(String name, String description) {
    return new Tag().name(name).description(description);
  }

  private static Components components() {
    Components components =
        new Components()
            .addSecuritySchemes(
                "basic",
                new SecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("basic")
                    .description("A user of `vedette.security.users`."))
            .addSecuritySchemes(
                "bearer",
                new SecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .description("A token of `vedette.security.tokens`."));
    ProblemResponses.addTo(components);
    return components;
  }
}
