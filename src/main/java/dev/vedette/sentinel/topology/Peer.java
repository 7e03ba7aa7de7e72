package dev.vedette.sentinel.topology;

import static dev.vedette.sentinel.topology.Times.NEVER;

import dev.vedette.sentinel.place.Address;
import org.jspecify.annotations.Nullable;

/** Another sentinel, as it concerns one master. */
public final class Peer extends Instance {

  private final Master master;
  private long lastHelloAt;
  private boolean saysMasterDown;
  private long lastAnswerAt;
  private long lastAskedAt = NEVER;
  private boolean askPending;
  private @Nullable String votedLeader;
  private long votedEpoch;

  Peer(String runId, Address address, Master master, long now) {
    super(runId, address, now);
    this.master = master;
    this.lastHelloAt = now;
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

  public boolean isAskPending() {
    return askPending;
  }

  public void asked(long now) {
    lastAskedAt = now;
    askPending = true;
  }

  /** No answer is to be expected any more. */
  public void askLost() {
    askPending = false;
  }

  public void answered(boolean masterIsDown, long now) {
    saysMasterDown = masterIsDown;
    lastAnswerAt = now;
    askPending = false;
  }

  /** Run id it voted for, null when no fresh vote is known. */
  public @Nullable String votedLeader() {
    return votedLeader;
  }

  /** Epoch of that vote. */
  public long votedEpoch() {
    return votedEpoch;
  }

  public void votedFor(String leader, long epoch) {
    votedLeader = leader;
    votedEpoch = epoch;
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
