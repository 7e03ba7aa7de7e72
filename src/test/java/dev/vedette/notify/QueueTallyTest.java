package dev.vedette.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.notify.delivery.DeliveryState;
import dev.vedette.notify.delivery.DeliveryStore.Tally;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class QueueTallyTest {

  private static final List<Tally> ONE = List.of(new Tally("mail", DeliveryState.WAITING, 1, 0));
  private static final List<Tally> TWO = List.of(new Tally("mail", DeliveryState.WAITING, 2, 0));

  @Test
  void nobody_waits_for_a_disk_that_does_not_answer() {
    CountDownLatch disk = new CountDownLatch(1);
    QueueTally tally =
        new QueueTally(() -> {
          try {
            disk.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ONE;
        });

    assertThat(tally.current()).as("what was known before").isEmpty();

    disk.countDown();
    await().atMost(Duration.ofSeconds(60)).until(tally::current, ONE::equals);
  }

  @Test
  void what_changes_is_seen_soon_and_a_failure_leaves_what_was_known() {
    AtomicReference<List<Tally>> queue = new AtomicReference<>(ONE);
    QueueTally tally =
        new QueueTally(() -> {
          List<Tally> now = queue.get();
          if (now.isEmpty()) {
            throw new IllegalStateException("disk is gone");
          }
          return now;
        });
    await().atMost(Duration.ofSeconds(60)).until(tally::current, ONE::equals);

    queue.set(TWO);
    await().atMost(Duration.ofSeconds(60)).until(tally::current, TWO::equals);

    queue.set(List.of());
    assertThat(tally.current()).isEqualTo(TWO);
  }
}
