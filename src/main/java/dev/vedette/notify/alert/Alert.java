package dev.vedette.notify.alert;

import dev.vedette.sentinel.event.Event.Role;
import dev.vedette.sentinel.event.Event.Subject;
import dev.vedette.sentinel.event.EventLevel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event, or a finding of the notification pipeline itself, with all that a message about it
 * needs. It is stored as it is; fields may be added, never renamed.
 *
 * @param id unique to this alert on this sentinel
 * @param fleetId the same on every sentinel that saw the same thing; see {@link FleetIds}
 * @param sentinel run id of the sentinel that tells it
 * @param sequence number of the event within the process, 0 for findings of the pipeline
 * @param timeMillis wall time, milliseconds since 1970
 * @param event name of the event, such as {@code +odown}, or one of {@link Findings}
 * @param level its level
 * @param master name of the master, null for what concerns no master
 * @param subject the instance it is about, null when there is none
 * @param payload what a Sentinel would publish
 * @param role our part in it
 * @param epoch our current epoch then
 * @param failover {@code master/epoch} of the failover that it belongs to, null outside of one
 */
public record Alert(
    String id,
    String fleetId,
    String sentinel,
    long sequence,
    long timeMillis,
    String event,
    EventLevel level,
    @Nullable String master,
    @Nullable Subject subject,
    String payload,
    Role role,
    long epoch,
    @Nullable String failover) {

  /** What the names of all events begin with that say that a failover has failed. */
  static final String FAILED_FAILOVER = "-failover-abort-";

  public Alert {
    Objects.requireNonNull(id);
    Objects.requireNonNull(event);
    Objects.requireNonNull(payload);
  }

  /** Event and payload, as in the log. */
  public String line() {
    return payload.isEmpty() ? event : event + " " + payload;
  }

  /** Whether it says that a failover has failed. */
  public boolean isFailedFailover() {
    return event.startsWith(FAILED_FAILOVER);
  }
}
