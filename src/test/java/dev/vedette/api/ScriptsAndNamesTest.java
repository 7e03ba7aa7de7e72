package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.api.ApiServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where scripts may be changed and names are resolved. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptsAndNamesTest {

  private ApiServer api;

  @BeforeAll
  void start() {
    api =
        ApiServer.setup()
            .master("mymaster", 6390)
            .settings(s -> s.withDenyScriptsReconfig(false).withResolveHostnames(true))
            .start();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private Reply setScript(String field, Path path) {
    return api.patch("/api/v1/masters/mymaster", "{\"" + field + "\":\"" + path + "\"}");
  }

  @Test
  void an_executable_script_is_taken_and_null_unsets_it(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    for (String field : new String[] {"notificationScript", "clientReconfigScript"}) {
      Reply set = setScript(field, script);
      assertThat(set.json().path("options").path(field).asString()).isEqualTo(script.toString());

      Reply unset = api.patch("/api/v1/masters/mymaster", "{\"" + field + "\":null}");
      assertThat(unset.json().path("options").path(field).isNull()).isTrue();
    }
  }

  @Test
  void what_cannot_be_run_is_refused(@TempDir Path folder) throws IOException {
    Path plain = Files.writeString(folder.resolve("notes.txt"), "no script");

    for (Path path : new Path[] {plain, folder, folder.resolve("missing")}) {
      Reply problem = setScript("notificationScript", path);
      assertThat(problem.status()).isEqualTo(400);
      assertThat(problem.json().path("field").asString()).isEqualTo("notificationScript");
    }
  }

  @Test
  void a_name_is_resolved_and_one_that_does_not_resolve_is_refused() {
    String body = "{\"name\":\"byname\",\"host\":\"%s\",\"port\":6391,\"quorum\":1}";

    Reply added = api.post("/api/v1/masters", body.formatted("localhost"));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.json().path("address").path("ip").asString())
        .isIn("127.0.0.1", "0:0:0:0:0:0:0:1");

    Reply problem = api.post("/api/v1/masters", body.formatted("no-such-host.invalid"));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.json().path("field").asString()).isEqualTo("host");
  }

  @Test
  void settings_of_the_sentinel_are_changed_together_or_not_at_all() {
    Reply changed =
        api.patch(
            "/api/v1/config",
            "{\"announceIp\":\"10.0.0.7\",\"sentinelPass\":\"hunter2\",\"logLevel\":\"verbose\","
                + "\"periods\":{\"askPeriodMillis\":900}}");
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("announceIp").asString()).isEqualTo("10.0.0.7");
    assertThat(changed.json().path("logLevel").asString()).isEqualTo("verbose");
    assertThat(changed.json().path("sentinelPassSet").asBoolean()).isTrue();
    assertThat(changed.json().path("periods").path("askPeriodMillis").asLong()).isEqualTo(900);
    assertThat(changed.text()).doesNotContain("hunter2");

    Reply problem =
        api.patch("/api/v1/config", "{\"announceIp\":null,\"periods\":{\"pingPeriodMillis\":0}}");
    assertThat(problem.status()).isEqualTo(400);
    assertThat(api.get("/api/v1/config").json().path("announceIp").asString())
        .isEqualTo("10.0.0.7");
  }
}
