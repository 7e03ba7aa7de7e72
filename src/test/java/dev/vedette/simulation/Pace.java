package dev.vedette.simulation;

/** Notices a sentinel that would keep itself, or the network, busy for ever. */
final class Pace {

  private static final long WINDOW_MILLIS = 100;
  private static final int MAX_STEPS_IN_WINDOW = 6_000;
  private static final int MAX_IDLE_PLANS = 50;

  /** What is counted for one sentinel. */
  static final class Counted {
    private long window = -1;
    private int steps;
    private int idlePlans;
  }

  private final Agenda agenda;

  Pace(Agenda agenda) {
    this.agenda = agenda;
  }

  void stepped(SentinelProcess process) {
    Counted counted = process.counted;
    long window = agenda.now() / WINDOW_MILLIS;
    if (counted.window != window) {
      counted.window = window;
      counted.steps = 0;
    }
    if (++counted.steps > MAX_STEPS_IN_WINDOW) {
      throw new IllegalStateException(
          process.name + " takes more than " + MAX_STEPS_IN_WINDOW + " steps in 100 ms");
    }
  }

  /** A deadline in the past is no deadline. */
  void planned(SentinelProcess process, long deadline, long clock) {
    Counted counted = process.counted;
    counted.idlePlans = deadline <= clock ? counted.idlePlans + 1 : 0;
    if (counted.idlePlans > MAX_IDLE_PLANS) {
      throw new IllegalStateException(
          process.name + " wants its next turn at once, again and again");
    }
  }
}
