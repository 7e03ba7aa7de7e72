package dev.vedette.sentinel.topology;

import dev.vedette.sentinel.message.ConnectionId;
import dev.vedette.sentinel.message.Effect.Purpose;

/** One connection attempt of a {@link Link}, and what became of it. */
public final class Connection {

  private final ConnectionId id;
  private final Link link;
  private final Purpose purpose;
  private final long startedAt;
  private long begunAt = Times.FOREVER;
  private boolean up;
  private String localIp = "";

  Connection(ConnectionId id, Link link, Purpose purpose, long startedAt) {
    this.id = id;
    this.link = link;
    this.purpose = purpose;
    this.startedAt = startedAt;
  }

  /** Its id, never used again. */
  public ConnectionId id() {
    return id;
  }

  /** The link it belongs to. */
  public Link link() {
    return link;
  }

  /** Commands or hello. */
  public Purpose purpose() {
    return purpose;
  }

  /** When the attempt was ordered. */
  public long startedAt() {
    return startedAt;
  }

  /** When somebody came to making the attempt; {@link Times#FOREVER} before that. */
  public long begunAt() {
    return begunAt;
  }

  /** The attempt begins. */
  public void begin(long now) {
    begunAt = now;
  }

  /** Whether commands can be sent. */
  public boolean isUp() {
    return up;
  }

  /** Our own address on it; empty before it is up. */
  public String localIp() {
    return localIp;
  }

  /** The attempt succeeded. */
  public void becomeUp(String ourIp) {
    up = true;
    localIp = ourIp;
  }
}
