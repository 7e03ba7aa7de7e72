package dev.vedette.sentinel.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the old master said of its replicas is not true of the new one. */
class OldInfoAfterSwitchTest {

  private final Script script = new Script();

  private void play(String text) {
    text.lines().filter(line -> !line.isBlank()).forEach(script::run);
  }

  @Test
  void a_new_master_is_not_its_own_replica_when_a_name_in_the_old_info_is_resolved() {
    play("settings resolve-hostnames=yes\nmaster 6379 quorum=2\nreplica 6380\npeer b 26380");
    Objects.requireNonNull(script.world().nodes.get(6379)).garbage =
        "run_id:"
            + "1".repeat(40)
            + "\r\nrole:master\r\n"
            + "slave0:ip=redis-two,port=6380,state=online,offset=1,lag=0\r\n"
            + "slave1:ip=redis-three,port=6381,state=online,offset=1,lag=0\r\n";
    play("start\nresolved redis-two 127.0.0.1\nresolved redis-three\nwait 1000");
    // b has promoted 6380 and says so; the INFO of 6380 is on its way when the next look-up fails.
    play("kill 6379\nredis 6380 master lists=6382\nfreeze 6380");
    play("request hello 127.0.0.1,26380,<b>,1,mymaster,127.0.0.1,6380,1");
    play("resolved redis-three\nrevive 6380\nwait 20000\nshow");
    String written = script.takeWritten();
    assertThat(written).contains("+switch-master mymaster 127.0.0.1 6379 127.0.0.1 6380");
    assertThat(written).doesNotContain("send 6380 MULTI; SLAVEOF 127.0.0.1 6380");
    assertThat(script.world().sentinel().candidates("mymaster", script.world().now()))
        .noneMatch(verdict -> verdict.replica().endsWith(":6380"));
  }
}
