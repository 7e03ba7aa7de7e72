package dev.vedette.journal;

import dev.vedette.sentinel.event.Event.Subject;
import dev.vedette.sentinel.event.EventLevel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal.
 *
 * @param id grows with every entry, also over restarts and a lost database; not consecutive
 * @param time wall time when it happened
 * @param type wire name of the event, such as {@code +sdown}, or one of the journal's own: {@link
 *     #OPENED}, {@link #CLOSED}, {@link #GAP}, {@link #AUDIT}
 * @param level how loud it is
 * @param master name of the master it is about, null when it is about none
 * @param subject the instance it is about, null when it names none
 * @param payload the text of the event as it was published
 * @param leading whether we led a failover of that master then
 * @param epoch our current epoch then
 * @param sequence its number within the process that saw it, starting at 1; 0 for the journal's own
 * @param detail what the event rests on, or for {@link #AUDIT} who did what; empty for most
 */
public record JournalEvent(
    long id,
    Instant time,
    String type,
    EventLevel level,
    @Nullable String master,
    @Nullable Subject subject,
    String payload,
    boolean leading,
    long epoch,
    long sequence,
    Map<String, Object> detail) {

  /** A process began to write. */
  public static final String OPENED = "+journal-open";

  /** A process ended its writing in good order. */
  public static final String CLOSED = "-journal-open";

  /** Events are missing here; the payload says how many and why. */
  public static final String GAP = "+journal-gap";

  /** Somebody changed something; the detail says who, from where, and what. */
  public static final String AUDIT = "+audit";
}
