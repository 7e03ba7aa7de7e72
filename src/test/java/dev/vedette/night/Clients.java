package dev.vedette.night;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Some {@link Writer}s that never stop. */
final class Clients implements AutoCloseable {

  private static final int WRITERS = 3;
  private static final int PAUSE_MILLIS = 8;

  private final Repeating repeating = new Repeating();
  private final AtomicInteger round = new AtomicInteger();

  Clients(Ground ground, Ledger ledger) {
    AtomicLong tokens = new AtomicLong();
    for (int i = 0; i < WRITERS; i++) {
      Writer writer = new Writer(ground, ledger, tokens, i);
      repeating.every(PAUSE_MILLIS, () -> writer.write(round.get()));
    }
  }

  /** What is written from now on belongs to that round. */
  void enterRound(int number) {
    repeating.requireHealth();
    round.set(number);
  }

  @Override
  public void close() {
    repeating.close();
  }
}
