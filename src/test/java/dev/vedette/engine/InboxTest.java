package dev.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vedette.engine.Inbox.Arrived;
import dev.vedette.engine.Inbox.Entry;
import dev.vedette.sentinel.message.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What happens to those who never wait when there is no room. */
class InboxTest {

  private final Inbox inbox = new Inbox(10, 5);
  private final List<String> called = new ArrayList<>();

  private static List<Input> inputs(int count) {
    return LongStream.range(0, count).<Input>mapToObj(Input.TimeJumped::new).toList();
  }

  private List<Entry> take(int limit) {
    List<Entry> batch = new ArrayList<>();
    inbox.take(batch, limit, 0);
    return batch;
  }

  @Test
  void takes_the_first_ones_as_far_as_there_is_room() {
    assertThat(inbox.putAll(inputs(7), 1)).isEqualTo(7);
    assertThat(inbox.blockedOffers()).isZero();
    assertThat(inbox.putAll(inputs(7), 1)).isEqualTo(3);
    assertThat(inbox.putAll(inputs(7), 1)).isZero();

    List<Input> expected = new ArrayList<>(inputs(7));
    expected.addAll(inputs(3));
    assertThat(take(100)).extracting(entry -> ((Arrived) entry).input()).isEqualTo(expected);
    assertThat(inbox.blockedOffers()).isEqualTo(2);
    assertThat(inbox.highWater()).isEqualTo(10);
  }

  @Test
  void calls_back_once_when_half_of_it_is_empty() {
    int taken = inbox.putAll(inputs(10), 1);
    inbox.whenRoom(() -> called.add("room"));

    assertThat(take(4)).hasSize(taken - 6);
    assertThat(called).isEmpty();
    assertThat(take(1)).hasSize(1);
    assertThat(called).containsExactly("room");
    assertThat(take(5)).hasSize(5);
    assertThat(called).hasSize(1);
  }

  @Test
  void calls_back_at_once_when_there_is_room() {
    inbox.whenRoom(() -> called.add("room"));

    assertThat(called).containsExactly("room");
  }

  @Test
  void takes_everything_and_keeps_nothing_once_it_is_closed() {
    int taken = inbox.putAll(Collections.nCopies(10, new Input.Tick()), 1);
    inbox.whenRoom(() -> called.add("room"));

    inbox.close();

    assertThat(called).containsExactly("room");
    assertThat(inbox.putAll(inputs(3), 1)).isEqualTo(3);
    assertThat(take(100)).hasSize(taken);
    inbox.whenRoom(() -> called.add("closed"));
    assertThat(called).containsExactly("room", "closed");
  }
}
