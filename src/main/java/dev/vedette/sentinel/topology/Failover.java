package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.place.Address;
import org.jspecify.annotations.Nullable;

/** The failover of one master: where it stands, or how the last one began. */
public final class Failover {

  private FailoverState state = FailoverState.NONE;
  private long stateSince = NEVER;
  private long startedAt = NEVER;
  private long attemptedAt = NEVER;
  private long delayLoggedFor = NEVER;
  private long epoch;
  private long restsOn;
  private boolean forced;
  private boolean coordinated;
  private boolean inVain;
  private String promotedRunId = "";
  private @Nullable Replica promoted;
  private @Nullable Address from;

  public FailoverState state() {
    return state;
  }

  public boolean isInProgress() {
    return state != FailoverState.NONE;
  }

  /** Whether we want to lead, or lead, and nobody is promoted yet. */
  public boolean isUndecided() {
    return isInProgress() && !state.promotionIsConfirmed();
  }

  /** Since when it has been in that state. */
  public long stateSince() {
    return stateSince;
  }

  /**
   * Start of the last attempt of ours, or of the last vote for somebody else's; the next attempt is
   * counted from here.
   */
  public long startedAt() {
    return startedAt;
  }

  /**
   * When the last attempt of ours really began; what replicas said before is not used for choosing
   * one.
   */
  public long attemptedAt() {
    return attemptedAt;
  }

  /** Epoch of the last attempt, 0 before the first. */
  public long epoch() {
    return epoch;
  }

  /** Asked for by an operator: no election needed. */
  public boolean isForced() {
    return forced;
  }

  /** The master itself hands over. */
  public boolean isCoordinated() {
    return coordinated;
  }

  /** The replica chosen; null while none is, and once it is the master. */
  public @Nullable Replica promoted() {
    return promoted;
  }

  /**
   * Where the master was that this failover replaces; null until the promotion is confirmed.
   * Nothing is decided by it: events name the master by it until the failover has ended.
   */
  public @Nullable Address from() {
    return from;
  }

  public void start(long newEpoch, boolean byOperator, boolean byHandOver, long start, long now) {
    epoch = newEpoch;
    forced = byOperator;
    coordinated = byHandOver;
    startedAt = start;
    attemptedAt = now;
    enter(FailoverState.WAIT_START, now);
  }

  public void enter(FailoverState next, long now) {
    state = next;
    stateSince = now;
  }

  public void promote(Replica replica) {
    promoted = replica;
    promotedRunId = replica.runId();
  }

  /** Run id of the replica when it was chosen, empty when it was not known. */
  String promotedRunId() {
    return promotedRunId;
  }

  /**
   * Wants to be elected in that epoch from now on. Peers vote in the newest epoch only, and whoever
   * wins in one must not use another, which may be somebody else's.
   */
  public void moveTo(long newestEpoch) {
    epoch = newestEpoch;
  }

  /**
   * The newest version of the state that this failover rests on: its epoch, and our vote for
   * ourselves. If a restart could forget it, another failover could be made in the same epoch.
   */
  public long restsOn() {
    return restsOn;
  }

  public void restOn(long version) {
    restsOn = version;
  }

  /** Ends because it was not saved. The next attempt is free as soon as saving works. */
  public void abortUnsaved(long now) {
    clear();
    stateSince = now;
  }

  /** Somebody else got our vote: give them time before we try ourselves. */
  public void yieldTo(long start) {
    startedAt = start;
  }

  /**
   * The chosen replica is the master now: what is left is to make the others follow it. The next
   * failover need not wait for this one.
   *
   * @param replaced where the master was until now
   */
  public void confirm(Address replaced, long now) {
    enter(FailoverState.RECONF_SLAVES, now);
    startedAt = NEVER;
    promoted = null;
    from = replaced;
  }

  /** We were elected, and there was no good replica. */
  public void becomeInVain(boolean nowInVain) {
    inVain = nowInVain;
  }

  /** Whether the last failover of this master that we led found no good replica. */
  public boolean isInVain() {
    return inVain;
  }

  /** Ends without a result. The next attempt still waits. */
  public void abort(long now) {
    long lastStart = startedAt;
    boolean wasInVain = inVain;
    clear();
    startedAt = lastStart;
    inVain = wasInVain;
    stateSince = now;
  }

  /** As if there had never been one; the epoch is kept. */
  public void clear() {
    state = FailoverState.NONE;
    stateSince = NEVER;
    startedAt = NEVER;
    forced = false;
    coordinated = false;
    promoted = null;
    from = null;
    inVain = false;
  }

  /** Whether the delay of the next attempt is to be logged: once for each start. */
  public boolean claimDelayLog() {
    if (delayLoggedFor == startedAt) {
      return false;
    }
    delayLoggedFor = startedAt;
    return true;
  }
}
