package dev.vedette.journal;

import dev.vedette.engine.PublishedEvent;
import dev.vedette.sentinel.event.EventLevel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that waits to be written down. */
sealed interface Arrival {

  /** Monotonic time when it arrived. */
  long nanos();

  /** An event of the engine. */
  record Heard(PublishedEvent published, long nanos) implements Arrival {}

  /** A note that somebody else made, such as an audit entry. */
  record Noted(
      Instant time,
      String type,
      EventLevel level,
      @Nullable String master,
      String payload,
      Map<String, Object> detail,
      long nanos)
      implements Arrival {}
}
