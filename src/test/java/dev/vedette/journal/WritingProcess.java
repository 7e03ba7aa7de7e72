package dev.vedette.journal;

import dev.vedette.sentinel.event.EventLevel;
import dev.vedette.sentinel.event.EventType;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that writes events as fast as it can, in small bursts, until it is killed. Tells the id
 * of the last committed entry, a line for each, as soon as a reader could see it.
 */
final class WritingProcess {

  private WritingProcess() {}

  /** Arguments: the database file, how many events to keep. */
  public static void main(String[] arguments) throws Exception {
    JournalSettings settings =
        new JournalSettings(
            Path.of(arguments[0]),
            EventLevel.VERBOSE,
            Duration.ofDays(36_500),
            Long.parseLong(arguments[1]),
            100,
            100_000);
    DatabaseJournal journal =
        new DatabaseJournal(settings, new JournalHome(settings.file(), Sample.MY_ID));
    journal.start();
    Thread.ofPlatform().daemon().start(() -> tell(journal));
    Random random = new Random();
    long sequence = 0;
    while (true) {
      for (int burst = random.nextInt(20); burst > 0; burst--) {
        sequence++;
        EventType type = sequence % 50 == 0 ? EventType.TRY_FAILOVER : EventType.SDOWN;
        journal
            .listener()
            .onEvent(Sample.event(sequence, type, "m" + sequence % 3, sequence, null));
      }
      LockSupport.parkNanos(random.nextInt(1_000_000));
    }
  }

  private static void tell(DatabaseJournal journal) {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      long known = 0;
      while (true) {
        if (journal.awaitBeyond(known, Duration.ofSeconds(10))) {
          known = journal.lastId();
          out.write((known + "\n").getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
