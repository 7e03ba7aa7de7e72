package dev.vedette.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.sentinel.Sentinel;
import dev.vedette.sentinel.message.Input;
import dev.vedette.sentinel.message.Request;
import dev.vedette.sentinel.settings.DurableState;
import dev.vedette.sentinel.settings.Epochs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one message can do to the next start: nothing. */
class NextStartTest {

  private static final String PEER = "b".repeat(40);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1,26380,ID,1000000000000000000,mymaster,127.0.0.1,6379,0",
        "127.0.0.1,26380,ID,1000000000000000000,mymaster,127.0.0.1,6379,1000000000000000000",
        "127.0.0.1,26380,ID,0,mymaster,127.0.0.1,6379,1000000000000000000",
        "127.0.0.1,26380,ID,9223372032559808511,mymaster,127.0.0.1,6379,0",
        "127.0.0.1,26380,ID,9223372036854775807,mymaster,127.0.0.1,6379,0",
        "127.0.0.1,26380,ID,18446744073709551615,mymaster,127.0.0.1,6379,0",
        "127.0.0.1,26380,abc,0,mymaster,127.0.0.1,6379,0",
        "127.0.0.1,26380,\",0,mymaster,127.0.0.1,6379,0",
        "::::,26380,ID,0,mymaster,127.0.0.1,6379,0",
        "1:2:3:4:5:6:7:8:9,26380,ID,0,mymaster,127.0.0.1,6379,0",
        "fe80::1%eth0,26380,ID,0,mymaster,127.0.0.1,6379,0",
        "010.0.0.1,26380,ID,0,mymaster,127.0.0.1,6379,0",
        "127.0.0.1,26380,ID,1,mymaster,::::,6379,1",
        "127.0.0.1,26380,ID,1,mymaster,192.168.174,6379,1"
      })
  void a_hello_that_cannot_be_true_has_no_effect(String hello) throws IOException {
    for (String names : new String[] {"no", "yes"}) {
      var loaded = start(names);
      loaded.stateFile().close();
      DurableState before = loaded.settings().state();
      Request request = new Request.PeerHello(hello.replace("ID", PEER));
      DurableState after = afterInput(new Input.Requested(1, request), names);

      assertThat(after.currentEpoch()).isZero();
      assertThat(after.masters()).isEqualTo(before.masters());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000_000_000_000_000L, Long.MAX_VALUE, Epochs.OLDEST_GROUP + 1})
  void a_vote_request_that_cannot_be_true_has_no_effect(long epoch) throws IOException {
    Request ask = new Request.IsMasterDown("127.0.0.1", 6379, epoch, PEER);

    assertThat(afterInput(new Input.Requested(1, ask), "no").currentEpoch()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_000_000, Epochs.OLDEST_GROUP})
  void what_can_be_true_is_taken_in_and_read_back(long epoch) throws IOException {
    String hello =
        "::FFFF:10.0.0.1,65535," + PEER + "," + epoch + ",mymaster,2001:DB8::1,65535," + epoch;
    Input input = new Input.Requested(1, new Request.PeerHello(hello));

    assertThat(afterInput(input, "no").currentEpoch()).isEqualTo(epoch);
  }

  @Test
  void a_message_that_forges_the_end_of_the_range_does_not_end_the_group() throws IOException {
    String hello = "127.0.0.1,26380," + PEER + ",9223372032559808511,mymaster,127.0.0.1,6379,0";
    afterInput(new Input.Requested(1, new Request.PeerHello(hello)), "no");

    var loaded = start("no");
    loaded.stateFile().close();
    Sentinel core = new Sentinel(loaded.settings().state(), 1, 0);
    core.start(0);
    core.step(new Input.Requested(1, new Request.IsMasterDown("127.0.0.1", 6379, 1, PEER)), 1);
    assertThat(core.durableState().masters().getFirst().leaderEpoch()).isEqualTo(1);
  }

  private LoadedConfiguration start(String names) {
    return new TestConfiguration(folder)
        .write(
            "port 26379\nsentinel myid "
                + "a".repeat(40)
                + "\nsentinel resolve-hostnames "
                + names
                + "\nsentinel monitor mymaster 127.0.0.1 6379 2\n")
        .open();
  }

  /** The state after that input, which the next start finds as it was saved. */
  private DurableState afterInput(Input input, String names) throws IOException {
    var loaded = start(names);
    DurableState reached;
    try (var file = loaded.stateFile()) {
      Sentinel core = new Sentinel(loaded.settings().state(), 1, 0);
      core.start(0);
      core.step(input, 1);
      reached = core.durableState();
      file.save(reached);
    }
    DurableState read = new TestConfiguration(folder).load().state();
    assertThat(read.currentEpoch()).isEqualTo(reached.currentEpoch());
    assertThat(read.masters())
        .usingRecursiveComparison()
        .ignoringCollectionOrder()
        .isEqualTo(reached.masters());
    return read;
  }
}
