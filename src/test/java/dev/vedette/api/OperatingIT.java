package dev.vedette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.api.ApiServer.Reply;
import dev.vedette.testing.RedisGroup;
import dev.vedette.testing.RedisLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators and load balancers are told while real Redis is in trouble. */
class OperatingIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension final RedisLab lab = new RedisLab();

  private ApiServer watching(RedisGroup group, long downAfterMillis) {
    return lab.closing(
        ApiServer.setup()
            .master("mymaster", group.master().port(), m -> m.withDownAfterMillis(downAfterMillis))
            .realLinks()
            .start());
  }

  private static void assertProblem(Reply reply, int status, String type) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json().path("type").asString()).endsWith("/" + type);
  }

  @Test
  void a_failover_is_refused_while_one_is_in_progress() {
    RedisGroup group = lab.group(1);
    ApiServer api = watching(group, 3_600_000);
    await()
        .atMost(PATIENCE)
        .until(() -> !api.get("/api/v1/masters/mymaster/candidates").json().path("best").isNull());
    // It cannot obey, so the failover waits for it.
    group.replica(0).freeze();
    Reply first = api.post("/api/v1/masters/mymaster/failover", null);
    assertThat(first.status()).as(first.text()).isEqualTo(202);

    Reply second = api.post("/api/v1/masters/mymaster/failover", null);

    assertProblem(second, 409, "failover-in-progress");
    Reply record = api.get(first.header("Location"));
    assertThat(record.json().path("outcome").asString()).isEqualTo("in_progress");
    assertThat(record.json().path("trigger").asString()).isEqualTo("operator");
    group.replica(0).resume();
    await()
        .atMost(PATIENCE)
        .until(
            () -> api.get(first.header("Location")).json().path("outcome").asString(),
            "promoted"::equals);
  }

  @Test
  void a_master_that_is_down_is_503_for_whoever_needs_it_up() {
    RedisGroup group = lab.group(0);
    ApiServer api = watching(group, 1_000);
    String primary = "/api/v1/masters/mymaster/nodes/" + group.master().address() + "/primary";
    await().atMost(PATIENCE).until(() -> api.get(primary).status() == 200);

    group.master().kill();

    await().atMost(PATIENCE).until(() -> api.get(primary).status() == 503);
    String address = "/api/v1/masters/mymaster/address";
    await()
        .atMost(PATIENCE)
        .until(() -> api.get(address).json().path("status").asString(), "odown"::equals);
    assertThat(api.get(address).status()).isEqualTo(200);
    assertProblem(api.get(address + "?mustBeUp=true"), 503, "master-down");
    Reply quorum = api.get("/api/v1/masters/mymaster/quorum");
    assertThat(quorum.status()).as("what it takes to agree is there").isEqualTo(200);
  }
}
