package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.place.Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis or Valkey server: a master or a replica. */
public abstract sealed class Node extends Instance permits Master, Replica {

  private @Nullable String info;
  private long infoAt = NEVER;
  private long infoRefusedAt = NEVER;
  private boolean infoPending;
  private boolean infoWanted;
  private Role roleReported;
  private long roleReportedAt;
  private boolean infoAwaitsNames;
  private final Map<String, String> refusals = new LinkedHashMap<>();

  Node(String name, Address address, Role configuredRole, Revision revision, long now) {
    super(name, address, revision, now);
    this.roleReported = configuredRole;
    this.roleReportedAt = now;
  }

  @Override
  public final boolean needsHello() {
    return true;
  }

  /** The last INFO reply, null before the first. */
  public final @Nullable String info() {
    return info;
  }

  /** When it came; {@link Times#NEVER} before the first. */
  public final long infoAt() {
    return infoAt;
  }

  public final boolean isInfoPending() {
    return infoPending;
  }

  public final void infoSent() {
    infoPending = true;
  }

  /** No INFO reply is to be expected any more. */
  public final void infoLost() {
    infoPending = false;
  }

  /**
   * It answered INFO with an error or with nonsense: asked again after the usual period, what it
   * said before stays as old as it is.
   */
  public final void infoRefused(long now) {
    infoPending = false;
    infoRefusedAt = now;
  }

  /** When an INFO was last answered, well or not. */
  public final long infoAnsweredAt() {
    return Math.max(infoAt, infoRefusedAt);
  }

  public final void infoReceived(String text, long now) {
    info = text;
    infoAt = now;
    infoPending = false;
  }

  /** Forgets what it told of itself, and asks for it anew: another process may be here now. */
  final void forgetInfo(long now) {
    info = null;
    infoAt = NEVER;
    infoRefusedAt = NEVER;
    infoPending = false;
    infoWanted = true;
    infoAwaitsNames = false;
    identify("");
  }

  /** Makes the next INFO due at once. */
  public final void wantInfoNow() {
    infoWanted = true;
  }

  /** Whether an INFO is wanted out of turn. */
  public final boolean isInfoWanted() {
    return infoWanted;
  }

  public final void infoWantFulfilled() {
    infoWanted = false;
  }

  /** The role it last reported; before the first report, the one we believe. */
  public final Role roleReported() {
    return roleReported;
  }

  /** Since when it has reported that role. */
  public final long roleReportedAt() {
    return roleReportedAt;
  }

  public final void reportRole(Role role, long now) {
    roleReported = role;
    roleReportedAt = now;
  }

  /** The role it reports counts as new, and whether it still has it is asked at once. */
  void beginPatienceAnew(long now) {
    roleReportedAt = now;
    wantInfoNow();
  }

  /** Whether its last INFO named hosts that were not resolved then. */
  public final boolean infoAwaitsNames() {
    return infoAwaitsNames;
  }

  public final void awaitNames(boolean awaits) {
    infoAwaitsNames = awaits;
  }

  /**
   * It refused a command of ours.
   *
   * @return whether that is news: the first time, or for another reason than before
   */
  public final boolean refused(String command, String reason) {
    return !reason.equals(refusals.put(command, reason));
  }

  /** Takes over what another record of the same node knew about what it refuses. */
  public final void rememberRefusals(Node before) {
    refusals.putAll(before.refusals);
  }

  /** It has taken that command. */
  public final void obeyed(String command) {
    refusals.remove(command);
  }

  /** What it refuses to do, and why: by the command, in the order they were first refused. */
  public final Map<String, String> refusals() {
    return Collections.unmodifiableMap(refusals);
  }
}
