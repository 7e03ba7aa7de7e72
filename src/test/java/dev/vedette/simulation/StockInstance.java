package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import org.jspecify.annotations.Nullable;

/** What a stock sentinel knows of a master, a replica or a peer. Times are 0 for never. */
final class StockInstance {

  /** How far a replica is on its way to the new master. */
  enum Move {
    NONE,
    SENT,
    IN_PROGRESS,
    DONE
  }

  final String kind;
  final String name;
  final Address address;
  final StockLink link;
  boolean sdown;
  long sdownSince;
  long lastHelloSentAt;

  long infoAt;
  boolean infoPending;
  boolean saysMaster;
  long roleSince;
  String runId = "";
  @Nullable Address follows;
  long followsSince;
  boolean masterLinkUp;
  long masterLinkDownMillis;
  int priority = 100;
  long offset;
  Move move = Move.NONE;
  long moveSentAt;

  long lastAnswerAt;
  boolean saysDown;
  @Nullable String votedLeader;
  long votedEpoch;

  StockInstance(String kind, String name, Address address, StockLink link, long now) {
    this.kind = kind;
    this.name = name;
    this.address = address;
    this.link = link;
    saysMaster = kind.equals("master");
    roleSince = now;
    followsSince = now;
  }

  boolean isSentinel() {
    return kind.equals("sentinel");
  }

  boolean noDownFor(long millis, long now) {
    return !sdown && now - sdownSince > millis;
  }
}
