package dev.vedette.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.testing.RedisProcess;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElectionsTest {

  private final Elections elections = new Elections();

  private List<String> read(String sentinel, String... texts) {
    return elections.read(
        Arrays.stream(texts)
            .map(text -> new SentinelLine(sentinel, Member.Kind.VEDETTE, 1, text))
            .toList());
  }

  @Test
  void one_vote_for_each_epoch_and_one_leader_are_as_it_should_be() {
    assertThat(
            read(
                "s1",
                "+new-epoch 3",
                "+try-failover master mymaster 10.0.0.1 6379",
                "+vote-for-leader aa 3",
                "+elected-leader master mymaster 10.0.0.1 6379",
                "+vote-for-leader bb 4"))
        .isEmpty();
    assertThat(read("s2", "+new-epoch 3", "+vote-for-leader aa 3")).isEmpty();
  }

  @Test
  void a_second_vote_in_an_epoch_is_a_violation_even_much_later() {
    assertThat(read("s1", "+vote-for-leader aa 3")).isEmpty();

    assertThat(read("s1", "+vote-for-leader bb 3"))
        .singleElement()
        .asString()
        .contains("OneVotePerEpoch");
  }

  @Test
  void two_leaders_of_an_epoch_are_a_violation() {
    String[] elected = {
      "+new-epoch 3",
      "+try-failover master mymaster 10.0.0.1 6379",
      "+elected-leader master mymaster 10.0.0.1 6379"
    };
    assertThat(read("s1", elected)).isEmpty();

    assertThat(read("s2", elected)).singleElement().asString().contains("OneLeaderPerEpoch");
  }

  @Test
  void lines_of_both_kinds_of_sentinels_are_read() {
    RedisProcess process =
        RedisProcess.at("10.0.0.3", 26379, "s1", List.of("redis-sentinel"), Path.of("target"));
    Member member = new Member(process, Member.Kind.STOCK_SENTINEL, null, null);

    assertThat(
            SentinelLine.read(
                member, "12:X 28 Nov 2026 18:22:11.123 # +sdown master mymaster 10.0.0.1 6379"))
        .hasValueSatisfying(line -> {
          assertThat(line.event()).isEqualTo("+sdown");
          assertThat(line.about()).isEqualTo("10.0.0.1:6379");
        });
    assertThat(SentinelLine.read(member, "\tat some.Class.method(Class.java:1)")).isEmpty();
  }
}
