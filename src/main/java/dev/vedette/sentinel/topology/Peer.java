package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.place.Address;
import dev.vedette.sentinel.settings.Epochs;
import org.jspecify.annotations.Nullable;

/** Another sentinel, as it concerns one master. */
public final class Peer extends Instance {

  private final Master master;
  private long lastHelloAt;
  private boolean saysMasterDown;
  private long lastAnswerAt;
  private long lastAskedAt = NEVER;
  private long askedEpoch = -1;
  private int asksPending;
  private long passedEpoch = -1;
  private @Nullable String votedLeader;
  private long votedEpoch;
  private @Nullable Address previousAddress;
  private long movedAt = NEVER;
  private long lastHeardHereAt;
  private long saidEpoch;
  private long lowestSaidEpoch;
  private long contradictsSince = NEVER;
  private long farAboveSince = NEVER;
  private long farBelowSince = NEVER;

  Peer(String runId, Address address, Master master, long now) {
    super(runId, address, master.revision(), now);
    this.master = master;
    this.lastHelloAt = now;
    this.lastHeardHereAt = now;
    this.lastAnswerAt = now;
    identify(runId);
  }

  @Override
  public Master master() {
    return master;
  }

  @Override
  public String kind() {
    return "sentinel";
  }

  @Override
  public boolean needsHello() {
    return false;
  }

  /** When its last hello about this master came. */
  public long lastHelloAt() {
    return lastHelloAt;
  }

  public void heardHello(long now) {
    lastHelloAt = now;
  }

  /** A hello named the place that we know it at. */
  public void heardHere(long now) {
    lastHeardHereAt = now;
  }

  /** When a hello last named the place that we know it at. */
  public long lastHeardHereAt() {
    return lastHeardHereAt;
  }

  /** It was there before it moved to where it is now. */
  public void movedFrom(Address before, long now) {
    previousAddress = before;
    movedAt = now;
    lastHeardHereAt = now;
  }

  /** Its previous place is still announced. */
  public void stillElsewhere(long now) {
    movedAt = now;
  }

  /** Where it was before it moved, null when it never did. */
  public @Nullable Address previousAddress() {
    return previousAddress;
  }

  /** When it moved, or its previous place was last announced. */
  public long movedAt() {
    return movedAt;
  }

  /**
   * Takes the current epoch that its hello names, and keeps since when it has named nothing else
   * than one that is further from ours than an honest one can be.
   *
   * @param ours our current epoch
   */
  public void saysEpoch(long epoch, long ours, long now) {
    boolean above = epoch - ours > Epochs.MAX_JUMP;
    lowestSaidEpoch = above && farAboveSince != NEVER ? Math.min(lowestSaidEpoch, epoch) : epoch;
    saidEpoch = epoch;
    farAboveSince = since(above, farAboveSince, now);
    farBelowSince = since(ours - epoch > Epochs.MAX_JUMP, farBelowSince, now);
  }

  private static long since(boolean holds, long before, long now) {
    return !holds ? NEVER : before != NEVER ? before : now;
  }

  /** The current epoch in its latest hello, 0 before the first. */
  public long saidEpoch() {
    return saidEpoch;
  }

  /** Whether it names another place in the config epoch that we have. */
  public void contradicts(boolean nowContradicts, long now) {
    contradictsSince = since(nowContradicts, contradictsSince, now);
  }

  /** Since when it has done so without a pause, {@link Times#NEVER} when it does not. */
  public long contradictsSince() {
    return contradictsSince;
  }

  /** The lowest epoch it has named since {@link #farAboveSince()}. */
  public long lowestSaidEpoch() {
    return lowestSaidEpoch;
  }

  /** Since when its epochs have been far above ours; {@link Times#NEVER} when they are not. */
  public long farAboveSince() {
    return farAboveSince;
  }

  /** Since when its epochs have been far below ours; {@link Times#NEVER} when they are not. */
  public long farBelowSince() {
    return farBelowSince;
  }

  /** Whether its latest answer, if not too old, was that the master is down. */
  public boolean saysMasterDown() {
    return saysMasterDown;
  }

  /** When it last answered; counted from its discovery before the first answer. */
  public long lastAnswerAt() {
    return lastAnswerAt;
  }

  public long lastAskedAt() {
    return lastAskedAt;
  }

  /** Epoch of the vote it was last asked for; -1 when it was asked for none. */
  public long askedEpoch() {
    return askedEpoch;
  }

  /**
   * It was asked.
   *
   * @param epoch of the vote it was asked for, -1 for none
   */
  public void asked(long epoch, long now) {
    askedEpoch = epoch;
    lastAskedAt = now;
    asksPending++;
  }

  /** Whether a question for its vote in that epoch is on its way. */
  public boolean isAskedForVote(long epoch) {
    return asksPending > 0 && askedEpoch == epoch;
  }

  /** An answer is not to be expected any more, or has just come. */
  public void askOver() {
    asksPending = Math.max(0, asksPending - 1);
  }

  public void answered(boolean masterIsDown, long now) {
    saysMasterDown = masterIsDown;
    lastAnswerAt = now;
  }

  /**
   * Its vote as it answered just now. An answer that names another epoch than the question did,
   * when no other question is on its way, means that it gives no vote in the epoch of the question.
   *
   * @param leader whom it voted for, null when it does not tell
   */
  public void toldVote(@Nullable String leader, long epoch) {
    if (leader != null) {
      votedLeader = leader;
      votedEpoch = epoch;
    }
    boolean other = leader == null ? epoch >= askedEpoch : epoch != askedEpoch;
    if (other && asksPending == 0) {
      passedEpoch = Math.max(passedEpoch, askedEpoch);
    }
    if (leader != null) {
      passedEpoch = Math.max(passedEpoch, epoch - 1);
    }
  }

  /** Whether it gives no vote in that epoch any more. */
  public boolean hasPassed(long epoch) {
    return passedEpoch >= epoch;
  }

  /** Run id it voted for, null when no fresh vote is known. */
  public @Nullable String votedLeader() {
    return votedLeader;
  }

  /** Epoch of that vote. */
  public long votedEpoch() {
    return votedEpoch;
  }

  /** What it said counts no more: it is too old, or about another time or another master. */
  public void forgetAnswer() {
    saysMasterDown = false;
    votedLeader = null;
  }

  /** Whether there is anything to forget. */
  public boolean hasAnswer() {
    return saysMasterDown || votedLeader != null;
  }
}
