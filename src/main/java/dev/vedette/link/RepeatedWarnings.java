package dev.vedette.link;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings about servers. A server that answers nonsense is tried again every second: the same
 * warning is logged once a minute, and in between on debug level.
 */
final class RepeatedWarnings {

  private static final Logger LOG = LoggerFactory.getLogger(NettyLinks.class);
  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int REMEMBERED = 1024;

  private final Map<String, Long> lastNanos =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** Logs one line. */
  void warn(String line) {
    var now = System.nanoTime();
    var before = lastNanos.get(line);
    if (before != null && now - before < PAUSE_NANOS) {
      LOG.debug("{}", line);
    } else {
      lastNanos.put(line, now);
      LOG.warn("{}", line);
    }
  }
}
