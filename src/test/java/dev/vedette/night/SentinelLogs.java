package dev.vedette.night;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads on in the logs of all sentinels. */
final class SentinelLogs {

  private final Ground ground;
  private final Map<String, Long> read = new HashMap<>();

  SentinelLogs(Ground ground) {
    this.ground = ground;
  }

  /** What was logged since the last call, in the order of its time. */
  List<SentinelLine> take() {
    List<SentinelLine> lines = new ArrayList<>();
    for (Member sentinel : ground.sentinels()) {
      for (String line : newText(sentinel).lines().toList()) {
        SentinelLine.read(sentinel, line).ifPresent(lines::add);
      }
    }
    lines.sort(Comparator.comparingLong(SentinelLine::atMillis));
    return lines;
  }

  /** Whole lines only: the rest comes with the next call. */
  private String newText(Member sentinel) {
    long from = read.getOrDefault(sentinel.name(), 0L);
    try (var file = new RandomAccessFile(sentinel.process().log().toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      read.put(sentinel.name(), from + end);
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
