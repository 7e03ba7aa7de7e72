package dev.vedette.sentinel.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.vedette.sentinel.topology.InfoReport.Listed;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InfoReportTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int HUGE = 100 << 20;

  @Test
  void reads_a_master() {
    InfoReport report =
        InfoReport.parse(
            """
            # Server\r
            redis_version:7.0.15\r
            run_id:0123456789012345678901234567890123456789\r
            \r
            # Replication\r
            role:master\r
            connected_slaves:2\r
            slave0:ip=10.0.0.2,port=6380,state=online,offset=14,lag=0\r
            slave1:ip=fe80::1,port=6381,state=wait_bgsave,offset=0,lag=0\r
            """);
    assertThat(report.runId()).isEqualTo("0123456789".repeat(4));
    assertThat(report.role()).isEqualTo(Role.MASTER);
    assertThat(report.replicas())
        .containsExactly(new Listed("10.0.0.2", 6380), new Listed("fe80::1", 6381));
  }

  @Test
  void reads_replicas_in_the_form_of_redis_before_2_8() {
    InfoReport report = InfoReport.parse("role:master\nslave0:10.0.0.2,6380,online\n");
    assertThat(report.replicas()).containsExactly(new Listed("10.0.0.2", 6380));
  }

  @Test
  void reads_a_replica() {
    InfoReport report =
        InfoReport.parse(
            """
            role:slave
            master_host:10.0.0.1
            master_port:6379
            master_link_status:down
            master_link_down_since_seconds:12
            slave_repl_offset:987654321012
            slave_priority:7
            replica_announced:0
            """);
    assertThat(report.role()).isEqualTo(Role.REPLICA);
    assertThat(report.masterHost()).isEqualTo("10.0.0.1");
    assertThat(report.masterPort()).isEqualTo(6379);
    assertThat(report.masterLinkUp()).isFalse();
    assertThat(report.masterLinkDownMillis()).isEqualTo(12_000);
    assertThat(report.offset()).isEqualTo(987654321012L);
    assertThat(report.priority()).isEqualTo(7);
    assertThat(report.announced()).isFalse();
  }

  @Test
  void takes_what_is_missing_or_malformed_for_unknown() {
    InfoReport missing = InfoReport.parse("");
    InfoReport malformed =
        InfoReport.parse(
            """
            run_id:short
            role:sentinel
            slave0:ip=,port=6380
            slave1:ip=10.0.0.2,port=70000
            slave2:10.0.0.2
            slavex:ip=10.0.0.2,port=6380
            slave_priority:high
            slave_repl_offset:99999999999999999999
            master_port:-1
            master_link_down_since_seconds:soon
            master_replid:short
            master_replid2:0000000000000000000000000000000000000000
            master_repl_offset:far
            master_sync_in_progress:yes
            db0:keys=many
            """);
    assertThat(malformed).isEqualTo(missing);
    assertThat(missing.priority()).isEqualTo(InfoReport.UNKNOWN);
    assertThat(missing.offset()).isEqualTo(InfoReport.UNKNOWN);
    assertThat(missing.data()).isEqualTo(InfoReport.DataSet.NONE);
    assertThat(missing.announced()).isTrue();
  }

  @Test
  void tells_a_replica_that_has_never_been_in_sync() {
    InfoReport report =
        InfoReport.parse(
            """
            role:slave
            master_link_status:down
            master_sync_in_progress:1
            slave_repl_offset:1
            master_link_down_since_seconds:-1
            """);
    assertThat(report.masterLinkDownMillis()).isEqualTo(InfoReport.UNKNOWN);
    assertThat(report.synchronising()).isTrue();
    assertThat(report.offset()).isEqualTo(1);
  }

  @Test
  void reads_which_data_a_node_has() {
    InfoReport report =
        InfoReport.parse(
            """
            role:master
            master_replid:8f77854ad823a219c4493494549cbf9035ddb52b
            master_replid2:c0eb524e8eb6e57bd091e7bbd86853141be6621d
            master_repl_offset:163
            second_repl_offset:164

            # Keyspace
            db0:keys=5,expires=0,avg_ttl=0
            db3:keys=7,expires=0,avg_ttl=0,subexpiry=0
            """);
    assertThat(report.data())
        .isEqualTo(
            new InfoReport.DataSet(
                "8f77854ad823a219c4493494549cbf9035ddb52b",
                "c0eb524e8eb6e57bd091e7bbd86853141be6621d",
                163,
                12));
  }

  @Test
  void an_absurd_time_without_the_master_stays_long() {
    InfoReport report = InfoReport.parse("master_link_down_since_seconds:" + Long.MAX_VALUE);
    assertThat(report.masterLinkDownMillis()).isGreaterThan(Long.MAX_VALUE / 2);
  }

  @Test
  void takes_any_text() {
    Random random = new Random(3);
    String[] pieces = {
      "role:",
      "master",
      "slave",
      "slave0:",
      "ip=",
      "port=",
      ",",
      ":",
      "\r",
      "\n",
      "\r\n",
      "#",
      "run_id:",
      "99999999999999999999",
      "-1",
      "6379",
      "slave_priority:",
      "\0",
      "\ud83d",
      "=",
      "master_port:"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      InfoReport report = InfoReport.parse(text.toString());
      assertThat(report.masterPort()).isBetween(0, 65535);
      assertThat(report.replicas()).allMatch(r -> r.port() >= 1 && r.port() <= 65535);
    }
  }

  @Test
  void reads_100_megabytes_in_bounded_time_whatever_is_in_them() {
    String[] lines = {"\n", "no colon here\r\n", "slave0:,,,,,,,,", "slave1:ip=1.1.1.1,port=1\n"};
    for (String line : lines) {
      String info = line.repeat(HUGE / line.length()) + "\nrole:master\r\n";
      InfoReport report = assertTimeoutPreemptively(SOON, () -> InfoReport.parse(info));
      assertThat(report.role()).as(line).isEqualTo(Role.MASTER);
    }
  }

  @Test
  void a_single_endless_line_about_a_replica_is_not_looked_at() {
    String info = "slave0:" + "ip=1.1.1.1,port=1,".repeat(HUGE / 18) + "\nrole:master";
    InfoReport report = assertTimeoutPreemptively(SOON, () -> InfoReport.parse(info));
    assertThat(report.replicas()).isEmpty();
    assertThat(report.role()).isEqualTo(Role.MASTER);
  }

  @Test
  void looks_at_so_many_replicas_and_no_more() {
    StringBuilder info = new StringBuilder("role:master\r\n");
    for (int i = 0; i < InfoReport.MAX_REPLICAS + 5; i++) {
      info.append("slave")
          .append(i)
          .append(":ip=10.0.")
          .append(i / 250)
          .append('.')
          .append(i % 250);
      info.append(",port=6379,state=online,offset=0,lag=0\r\n");
    }
    InfoReport report = InfoReport.parse(info.toString());
    assertThat(report.replicas()).hasSize(InfoReport.MAX_REPLICAS).doesNotHaveDuplicates();
  }
}
