package dev.vedette.sentinel.turn;

import dev.vedette.sentinel.message.Request.CrashPoint;
import java.util.EnumSet;
import java.util.Set;

/** Modes of the whole process. */
public final class Modes {

  private final Tilt tilt = new Tilt();
  private final Pace pace = new Pace();
  private final Saving saving = new Saving();
  private final EnumSet<CrashPoint> crashPoints = EnumSet.noneOf(CrashPoint.class);
  private final Alarms alarms = new Alarms();
  private final OwnIdentity ownIdentity = new OwnIdentity();
  private long skippedHellos;

  /** Neither TILT nor any other mode. */
  public Modes() {}

  /** Whether time can be trusted. */
  public Tilt tilt() {
    return tilt;
  }

  /** Keeps repeated alarms apart. */
  public Alarms alarms() {
    return alarms;
  }

  /** Where we say that we are, and whether somebody else says so. */
  public OwnIdentity ownIdentity() {
    return ownIdentity;
  }

  /** How slow things have been lately. */
  public Pace pace() {
    return pace;
  }

  /** Whether the state gets to disk. */
  public Saving saving() {
    return saving;
  }

  /** Where the next failover is to crash us. */
  public Set<CrashPoint> crashPoints() {
    return crashPoints;
  }

  /** Notes where the next failover is to crash us, instead of what was noted before. */
  public void crashAt(Set<CrashPoint> points) {
    crashPoints.clear();
    crashPoints.addAll(points);
  }

  /** Counts a hello that was malformed or about an unknown master. */
  public void helloSkipped() {
    skippedHellos++;
  }

  /** How many there were. */
  public long skippedHellos() {
    return skippedHellos;
  }
}
