package dev.vedette.sentinel.topology;

/** Counts the changes that must survive a restart: an equal number means nothing new to save. */
final class Revision {

  private long number = 1;

  /** Something durable has changed. */
  void next() {
    number++;
  }

  long number() {
    return number;
  }
}
