package dev.vedette.notify.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads everything a script prints and keeps the end of it. Memory is bounded however much comes;
 * reading never stops, so that a talkative script is not blocked.
 *
 * <p>Thread-safe: one thread reads, others look.
 */
final class OutputTail {

  /** How much is kept. */
  static final int MAX_BYTES = 8 * 1024;

  /** How many lines of that are shown. */
  static final int MAX_LINES = 20;

  private final byte[] ring = new byte[MAX_BYTES];
  private long total;

  /** Reads to the end of the stream; a stream that breaks counts as ended. */
  void drain(InputStream in) {
    byte[] chunk = new byte[16 * 1024];
    try (in) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        append(chunk, n);
      }
    } catch (IOException e) {
      // The process is gone, and its pipe with it: what was read is what there is.
    }
  }

  private synchronized void append(byte[] chunk, int length) {
    for (int i = Math.max(0, length - MAX_BYTES); i < length; i++) {
      ring[(int) ((total + i) % MAX_BYTES)] = chunk[i];
    }
    total += length;
  }

  /** How many bytes came in all. */
  synchronized long totalBytes() {
    return total;
  }

  /**
   * The last lines, without control characters, oldest first. The first one may lack its beginning.
   */
  synchronized List<String> lastLines() {
    int kept = (int) Math.min(total, MAX_BYTES);
    byte[] bytes = new byte[kept];
    for (int i = 0; i < kept; i++) {
      bytes[i] = ring[(int) ((total - kept + i) % MAX_BYTES)];
    }
    List<String> lines =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceAll("\\p{Cntrl}", " ").stripTrailing())
            .filter(line -> !line.isEmpty())
            .toList();
    return lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
  }
}
