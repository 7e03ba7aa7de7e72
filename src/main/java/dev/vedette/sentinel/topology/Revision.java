package dev.vedette.sentinel.topology;

/**
 * Counts the changes that must survive a restart: an equal number means nothing new to save.
 * Whoever comes or goes is such a change, and so the links in use are counted here as well.
 */
final class Revision {

  private long number = 1;
  private int links;

  /** Something durable has changed. */
  void next() {
    number++;
  }

  long number() {
    return number;
  }

  /** One more link, or with -1 one less, has somebody who uses it. */
  void linksInUse(int more) {
    links += more;
  }

  /** How many links are in use. */
  int linksInUse() {
    return links;
  }
}
