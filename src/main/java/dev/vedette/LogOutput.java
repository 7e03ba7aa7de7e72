package dev.vedette;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log to standard output or a file from a thread of its own: a terminal that is not
 * read, or a disk that hangs, never holds up whoever logs. At most {@link #CAPACITY} lines wait;
 * what does not fit is lost, and a line tells how many were.
 *
 * <p>A log file that was moved away, as log rotation does, is opened anew within a second.
 */
final class LogOutput extends UnsynchronizedAppenderBase<ILoggingEvent> {

  /** How many lines may wait to be written. */
  static final int CAPACITY = 8_192;

  private static final long LOOK_AFTER_FILE_NANOS = 1_000_000_000;

  private sealed interface Job {}

  private record Line(String text) implements Job {}

  private record Flush(CountDownLatch done) implements Job {}

  private record SwitchTo(@Nullable Path file, @Nullable OutputStream opened) implements Job {}

  private final LogFormat format =
      new LogFormat(ProcessHandle.current().pid(), ZoneId.systemDefault());
  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong lost = new AtomicLong();
  // The rest belongs to the writing thread.
  private @Nullable Path file;
  private @Nullable OutputStream stream;
  private @Nullable Object fileKey;
  private long lookedAfterFile;

  @Override
  public void start() {
    super.start();
    Thread.ofPlatform().daemon().name("log").start(this::run);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!jobs.offer(new Line(format.format(event)))) {
      lost.incrementAndGet();
    }
  }

  /**
   * Writes to that file from now on.
   *
   * @param target null for standard output
   * @throws IOException when it cannot be opened; nothing has changed then
   */
  void switchTo(@Nullable Path target) throws IOException {
    SwitchTo job = new SwitchTo(target, target == null ? null : open(target));
    try {
      jobs.put(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all that was logged before is written, or the time is over. */
  void flush(Duration limit) {
    CountDownLatch done = new CountDownLatch(1);
    try {
      if (jobs.offer(new Flush(done), limit.toMillis(), TimeUnit.MILLISECONDS)) {
        boolean _ = done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (true) {
      try {
        carryOut(jobs.take());
      } catch (InterruptedException | IOException e) {
        // There is nowhere left to tell it. What cannot be written is lost; the next line tries
        // again.
        closeFile();
      }
    }
  }

  private void carryOut(Job job) throws IOException {
    switch (job) {
      case Line(String text) -> {
        tellLosses();
        write(text);
      }
      case Flush(CountDownLatch done) -> {
        tellLosses();
        done.countDown();
      }
      case SwitchTo(Path target, OutputStream opened) -> {
        closeFile();
        file = target;
        stream = opened;
        fileKey = target == null ? null : key(target);
      }
    }
  }

  private void tellLosses() throws IOException {
    long count = lost.getAndSet(0);
    if (count > 0) {
      write(
          "# "
              + count
              + " log lines were lost here: they came faster than they could be written\n");
    }
  }

  private void write(String text) throws IOException {
    OutputStream out = stream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private OutputStream stream() throws IOException {
    Path path = file;
    if (path == null) {
      return ConsoleTarget.SystemOut.getStream();
    }
    long now = System.nanoTime();
    if (stream != null && now - lookedAfterFile > LOOK_AFTER_FILE_NANOS) {
      lookedAfterFile = now;
      Object key = key(path);
      if (key == null || !key.equals(fileKey)) {
        closeFile();
      }
    }
    OutputStream open = stream;
    if (open == null) {
      open = open(path);
      stream = open;
      fileKey = key(path);
    }
    return open;
  }

  private void closeFile() {
    OutputStream open = stream;
    stream = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Nothing was buffered, so nothing is lost.
        fileKey = null;
      }
    }
  }

  private static OutputStream open(Path path) throws IOException {
    return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static @Nullable Object key(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
