package dev.vedette.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vedette.notify.channel.Notification;
import dev.vedette.notify.route.Fleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a real process with a full queue. */
class KillIT {

  private static final int EVENTS = 500;

  @TempDir Path folder;

  @Test
  void five_hundred_queued_deliveries_survive_kill_9_in_their_order() throws Exception {
    Path queue = folder.resolve("queue.db");
    Path stored = folder.resolve("stored");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledStation.class.getName(),
                queue.toString(),
                Integer.toString(EVENTS),
                stored.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(stored));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 9);

    var channel = new RecordingChannel("c");
    try (var station =
        new Station(
            queue,
            Fleet.alone(Alerts.ME),
            List.of(KilledStation.ROUTE),
            Station.channels(channel))) {
      await().atMost(Duration.ofMinutes(2)).until(() -> channel.told().size() >= EVENTS);
      assertThat(station.notifications().counters().dead()).isEmpty();
    }

    assertThat(channel.told()).extracting(Notification::id).doesNotHaveDuplicates().hasSize(EVENTS);
    for (int master = 0; master < 7; master++) {
      String name = "m" + master;
      assertThat(
              channel.told().stream()
                  .filter(message -> name.equals(message.master()))
                  .map(message -> message.items().getFirst().alert().sequence()))
          .isSorted();
    }
    assertThat(channel.told())
        .extracting(message -> message.items().getFirst().alert().sequence())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, EVENTS).boxed().toList());
  }
}
